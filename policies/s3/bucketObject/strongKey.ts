import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS008: every key of a truststore is one that API Gateway takes. */
export function strongKey(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS008", observations);
}
