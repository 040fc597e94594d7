import { checkServerCertificate } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import {
  domainCertificates,
  type DomainCertificates,
} from "../../facts/domains/domainCertificates";
import type { CertificateOrigin } from "../../facts/certificates/serverCertificate";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import { domainTokens } from "../../frame/tokens";

/**
 * GW008: an mTLS domain has an ownership certificate exactly when its server certificate is imported or of Private
 * CA. A server certificate that the program does not make is out of scope: no run could tell who issued it.
 */
export function ownershipCertificate(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW008", scope: "domain" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const certificates of domainCertificates(program)) {
        const { domain, server, ownership, isMutualTlsUnknown } = certificates;
        if (server.origin === "elsewhere") continue;
        const findings = findingsOf(certificates);
        if (findings.length > 0 && !isMutualTlsUnknown) {
          for (const finding of findings) report.violation(finding, domain.urn);
        } else if (
          findings.length > 0 ||
          (server.isGiven !== false && server.origin === "unknown") ||
          ownership.isGiven === undefined ||
          (ownership.isGiven && ownership.origin === "unknown")
        ) {
          report.open(domain.urn);
        }
      }
    },
  });
}

/** As ACM calls them. */
const types: Readonly<Partial<Record<CertificateOrigin, string>>> = {
  acm: "AMAZON_ISSUED",
  imported: "IMPORTED",
  "private-ca": "PRIVATE",
};

function findingsOf({ name, server, ownership }: DomainCertificates) {
  const given = ownership.isGiven === false ? null : ownership.name;
  return checkServerCertificate({
    name,
    type: types[server.origin],
    ownershipCertificateArn: ownership.isGiven === undefined ? undefined : given,
    ownershipType: types[ownership.origin],
  });
}
