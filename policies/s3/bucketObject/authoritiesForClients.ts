import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS021: no extended key usage keeps a CA of a truststore from issuing clients. */
export function authoritiesForClients(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS021", observations);
}
