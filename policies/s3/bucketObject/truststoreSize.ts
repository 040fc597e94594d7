import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS015: a truststore is no larger than API Gateway is reported to take. */
export function truststoreSize(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS015", observations);
}
