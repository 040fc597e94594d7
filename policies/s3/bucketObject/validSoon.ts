import { daysSetting, truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS010: no certificate of a truststore ends within the days configured (`expiresWithinDays`, default 45). */
export function validSoon(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS010", observations, daysSetting);
}
