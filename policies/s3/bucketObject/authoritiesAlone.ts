import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS013: every certificate of a truststore may issue certificates. */
export function authoritiesAlone(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS013", observations);
}
