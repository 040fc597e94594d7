import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS007: every certificate of a truststore is signed with SHA-256 or stronger. */
export function strongHash(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS007", observations);
}
