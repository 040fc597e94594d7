import { pathTooLong } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { certificateSubject } from "../../facts/certificateSubject";
import { judgeTruststores, type GraphJudge } from "../../facts/truststoreVerdict";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";

/** TS004 on the object that a domain's truststore is: no path of more than four CA certificates. */
export function pathLength(observations: Observations): StackValidationPolicy {
  return stackPolicy(
    { rule: "TS004", scope: "truststore-object" },
    observations,
    (program, report) => judgeTruststores("TS004", byGraph, program, observations, report),
  );
}

/** The length of a path is known before any certificate exists. */
const byGraph: GraphJudge = (program, { paths, isWhole }) => ({
  findings: paths.flatMap(({ certificates }) => {
    const finding = pathTooLong(
      certificates.map((certificate) => certificateSubject(program, certificate)),
    );
    return finding === undefined ? [] : [finding];
  }),
  isProved: isWhole && paths.every(({ reachesRoot }) => reachesRoot),
});
