import { pathTooLong } from "@mtls-gateway/pki";

import { certificateSubject } from "../../facts/certificateSubject";
import { truststorePolicy, type TruststorePolicy } from "../../facts/truststorePolicy";
import type { GraphJudge } from "../../facts/truststoreVerdict";
import type { Observations } from "../../frame/observations";

/** TS004: no path of a truststore has more than four CA certificates. */
export function pathLength(observations: Observations): TruststorePolicy {
  return truststorePolicy("TS004", observations, byGraph);
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
