import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS011: no two certificates of a truststore have one subject and different issuers or keys. */
export function oneIssuerPerSubject(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS011", observations);
}
