import { checkServerCertificate } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { mutualTlsOrigins } from "../../facts/origins/mutualTlsOrigins";
import type { MutualTlsHost } from "../../facts/origins/distributionOrigins";
import { publicTrustOf, type PublicTrust } from "../../facts/certificates/publicTrust";
import {
  certificateOrigin,
  namedCertificates,
  serverCertificatePath,
} from "../../facts/certificates/serverCertificate";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { domainTokens } from "../../frame/tokens";

/** As ACM names them. */
const types = { acm: "AMAZON_ISSUED", imported: "IMPORTED", "private-ca": "PRIVATE" } as const;

/** CF006: CloudFront accepts the certificate that the origin's domain shows. */
export function publicServerCertificate(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF006", scope: "origin-domain" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const { host, standing } of mutualTlsOrigins(program)) {
        if (host === undefined) continue;
        const { resource, name } = host;
        const origin = certificateOrigin(program, resource, ...serverCertificatePath(resource));
        const trust = origin === "imported" ? trustOf(program, observations, host) : "private";
        // An edge-optimized domain, which names it elsewhere, is no origin with mutual TLS anyway (GW001).
        // A certificate that the program does not make is known to nobody here, at `up` neither.
        if (origin === "elsewhere" || trust === "elsewhere") continue;
        const findings = checkServerCertificate({
          name,
          type: origin === "unknown" ? undefined : types[origin],
          behindCloudFront: true,
          publiclyTrusted: trust === "public",
        }).filter(({ rule }) => rule === "CF006");
        const isMaybe = standing === "possible" || trust === "unknown";
        const isOpen = origin === "unknown" || (findings.length > 0 && isMaybe);
        if (isOpen) report.open(resource.urn);
        else for (const finding of findings) report.violation(finding, resource.urn);
      }
    },
  });
}

/** That of all certificates which the domain may show. */
function trustOf(
  program: Program,
  observations: Observations,
  { resource }: MutualTlsHost,
): PublicTrust {
  const path = serverCertificatePath(resource);
  const { certificates } = namedCertificates(program, resource, ...path);
  const all = new Set(certificates.map((each) => publicTrustOf(program, observations, each)));
  const [trust = "unknown"] = all;
  return all.size === 1 ? trust : "unknown";
}
