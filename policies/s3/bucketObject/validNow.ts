import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS009: every certificate of a truststore is valid at the time of the run. */
export function validNow(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS009", observations);
}
