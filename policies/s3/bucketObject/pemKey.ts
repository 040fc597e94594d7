import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS018: the key of a truststore's object ends in .pem. It is known before the content is. */
export function pemKey(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS018", observations);
}
