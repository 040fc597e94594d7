import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS006: every signature in a truststore verifies under its issuer's key. */
export function validSignatures(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS006", observations);
}
