import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS004: no path of a truststore has more than four CA certificates. */
export function pathLength(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS004", observations);
}
