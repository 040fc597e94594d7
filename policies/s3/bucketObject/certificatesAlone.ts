import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS002: a truststore holds certificates and nothing else. */
export function certificatesAlone(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS002", observations);
}
