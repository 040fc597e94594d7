import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS019: no CA of a truststore relies on limits that nothing documents API Gateway to honour. */
export function noUnhonouredLimits(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS019", observations);
}
