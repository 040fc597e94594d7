import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { GraphJudge } from "../../facts/truststoreVerdict";
import type { Observations } from "../../frame/observations";

/** TS005: every path of a truststore reaches a self-signed root in it. */
export function pathToRoot(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS005", observations, byGraph);
}

/**
 * The graph can prove that a root is there, never that it is missing: a certificate's `caCertPem` output
 * carries the issuer without depending on it.
 */
const byGraph: GraphJudge = (_program, { paths, isWhole }) => ({
  findings: [],
  isProved: isWhole && paths.every(({ reachesRoot }) => reachesRoot),
});
