import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS014: every CA of a truststore has a path that keeps all pathLenConstraints. */
export function pathLengthConstraint(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS014", observations);
}
