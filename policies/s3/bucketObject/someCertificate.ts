import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS003: a truststore holds a certificate. */
export function someCertificate(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS003", observations);
}
