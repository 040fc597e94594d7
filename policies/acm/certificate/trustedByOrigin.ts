import { checkPlannedClient, type Finding } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { keyOf, onlyCertificate, pathOf } from "../../facts/certificates/certificateGraph";
import { certificateSubject } from "../../facts/certificates/certificateSubject";
import { importPolicy } from "../../facts/certificates/edgeCertificatePolicy";
import {
  importedClient,
  importedFindings,
  isDecided,
} from "../../facts/certificates/importedClient";
import type { PresentedCertificate } from "../../facts/certificates/presentedCertificates";
import {
  truststoreOfHost,
  type HostTruststore,
  type PlannedAuthorities,
} from "../../facts/truststoreOfHost";
import type { GraphVerdict } from "../../facts/certificates/plannedClient";
import type { Observations } from "../../frame/observations";
import type { Program } from "../../frame/program";

/** CC109: the domain that CloudFront shows a certificate to trusts its CA. */
export function trustedByOrigin(observations: Observations): StackValidationPolicy {
  return importPolicy("CC109", observations, async (program, presented) => {
    const verdicts: GraphVerdict[] = [];
    for (const { resource } of presented.hosts) {
      const truststore = await truststoreOfHost(program, resource, observations);
      // A truststore that the program does not make is known to nobody here, at `up` neither.
      if (truststore !== undefined) {
        verdicts.push(judge(program, presented, truststore, observations));
      }
    }
    return {
      findings: verdicts.flatMap(({ findings }) => findings),
      isProved: verdicts.every(({ isProved }) => isProved),
    };
  });
}

function judge(
  program: Program,
  { certificate }: PresentedCertificate,
  truststore: HostTruststore,
  observations: Observations,
): GraphVerdict {
  const client = importedClient(program, certificate);
  if (truststore.planned === undefined) {
    if (!isDecided("CC109", client)) return { findings: [], isProved: false };
    const findings = importedFindings("CC109", client, observations, truststore);
    return { findings, isProved: true };
  }
  const leaf = onlyCertificate(program, certificate, "certificateBody");
  return leaf === undefined
    ? { findings: [], isProved: false }
    : judgeByGraph(program, leaf, truststore.planned);
}

/**
 * Trusted: the leaf's issuer, and all CAs above it, are among the certificates that the truststore is built from. Not
 * trusted: nothing else can be in the truststore, and every CA in it has another key than the issuer.
 */
function judgeByGraph(
  program: Program,
  leaf: PolicyResource,
  { authorities, isWhole }: PlannedAuthorities,
): GraphVerdict {
  const { path, reachesRoot } = pathOf(program, leaf);
  const [, issuer, ...above] = path;
  if (issuer === undefined) return { findings: [], isProved: false };
  if (authorities.has(issuer)) {
    return { findings: [], isProved: reachesRoot && above.every((ca) => authorities.has(ca)) };
  }
  const issuerKey = keyOf(program, issuer)?.resource;
  const keys = [...authorities].map((ca) => keyOf(program, ca)?.resource);
  const isStranger =
    isWhole &&
    issuerKey !== undefined &&
    keys.every((key) => key !== undefined && key !== issuerKey);
  const findings: Finding[] = isStranger
    ? checkPlannedClient({
        subject: certificateSubject(program, leaf),
        issuer: certificateSubject(program, issuer),
        isTrusted: false,
      })
    : [];
  return { findings, isProved: isStranger };
}
