import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS005: every path of a truststore reaches a self-signed root in it. */
export function pathToRoot(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS005", observations);
}
