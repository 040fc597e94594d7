import { checkOwnership } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import {
  domainCertificates,
  type DomainCertificate,
  type DomainCertificates,
} from "../../facts/domains/domainCertificates";
import { indexed } from "../../facts/oncePerProgram";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import { domainTokens } from "../../frame/tokens";

/** GW009: the ownership certificate of an mTLS domain is not the server certificate of another one. */
export function ownershipOfItsOwn(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW009", scope: "domain" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      const all = domainCertificates(program);
      // Only domains that may have a certificate in common can break the rule.
      const byServer = indexed(all, ({ server }) => server.identities);
      for (const own of all) {
        const others = own.ownership.identities.flatMap((each) => byServer.get(each) ?? []);
        for (const other of new Set(others)) if (other !== own) judgePair(own, other, report);
      }
    },
  });
}

function judgePair(own: DomainCertificates, other: DomainCertificates, report: Report): void {
  const isKnown = !own.isMutualTlsUnknown && !other.isMutualTlsUnknown;
  const findings = checkOwnership([
    {
      domain: own.name,
      ownershipCertificateArn: own.ownership.isGiven === true ? only(own.ownership) : undefined,
      ownershipCertificateName: own.ownership.name,
    },
    { domain: other.name, serverCertificateArn: only(other.server) },
  ]);
  if (isKnown) for (const finding of findings) report.violation(finding, own.domain.urn);
  const isUndecided = findings.length === 0 ? maybeSame(own, other) : !isKnown;
  if (isUndecided) report.open(own.domain.urn);
}

/** The one certificate that is meant, whatever its name is: an ARN, or the resource that will have it. */
function only({ identities }: DomainCertificate): string | undefined {
  return identities.length === 1 ? identities[0] : undefined;
}

function maybeSame({ ownership }: DomainCertificates, { server }: DomainCertificates): boolean {
  const isSettled =
    ownership.isGiven === true && only(ownership) !== undefined && only(server) !== undefined;
  return !isSettled && ownership.identities.some((each) => server.identities.includes(each));
}
