import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS020: a truststore is small enough to be looked at as a whole. */
export function checkedWhole(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS020", observations);
}
