import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS016: no leaf stands among the CAs of a truststore. */
export function noLeaves(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS016", observations);
}
