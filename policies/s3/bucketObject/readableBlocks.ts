import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { Observations } from "../../frame/observations";

/** TS001: every block of a truststore is a certificate that can be read. */
export function readableBlocks(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS001", observations);
}
