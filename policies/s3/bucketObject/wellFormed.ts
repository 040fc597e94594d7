import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS017: every certificate of a truststore keeps the form of RFC 5280. */
export function wellFormed(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS017", observations);
}
