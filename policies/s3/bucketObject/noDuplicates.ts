import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS012: no certificate, and no CA, stands in a truststore twice. */
export function noDuplicates(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS012", observations);
}
