import type { StackValidationPolicy } from "@pulumi/policy";

import { judgeTruststores, type GraphJudge } from "../../facts/truststoreVerdict";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";

/** TS005 on the object that a domain's truststore is: every path reaches a self-signed root in it. */
export function pathToRoot(observations: Observations): StackValidationPolicy {
  return stackPolicy(
    { rule: "TS005", scope: "truststore-object" },
    observations,
    (program, report) => judgeTruststores("TS005", byGraph, program, observations, report),
  );
}

/**
 * The graph can prove that a root is there, never that it is missing: a certificate's `caCertPem` output
 * carries the issuer without depending on it.
 */
const byGraph: GraphJudge = (_program, { paths, isWhole }) => ({
  findings: [],
  isProved: isWhole && paths.every(({ reachesRoot }) => reachesRoot),
});
