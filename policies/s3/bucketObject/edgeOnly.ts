import { checkTrustedCallers } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { mutualTlsHosts, type MutualTlsHost } from "../../facts/origins/distributionOrigins";
import { mutualTlsOrigins, type MutualTlsOrigin } from "../../facts/origins/mutualTlsOrigins";
import { namedCertificates } from "../../facts/certificates/serverCertificate";
import { namedCallers, otherCallers } from "../../facts/trustedCallers";
import { domainTruststores } from "../../facts/truststoreObjects";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { distributionTokens } from "../../frame/tokens";

/**
 * GW012: an mTLS domain behind CloudFront trusts the CA of the edge's client certificate alone. A caller beside the
 * edge, the edge's own next CA for one, is named by a tag of the domain with the reason; or the domain is exempted.
 */
export function edgeOnly(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW012", scope: "edge-domain" }, observations, {
    types: distributionTokens,
    check: async (program, report) => {
      const origins = mutualTlsOrigins(program).filter(
        ({ origin }) => origin.certificate === "set",
      );
      for (const host of mutualTlsHosts(program)) {
        await judgeHost(program, observations, host, origins, report);
      }
    },
  });
}

async function judgeHost(
  program: Program,
  observations: Observations,
  { resource: domain, name, isMutualTlsUnknown }: MutualTlsHost,
  origins: readonly MutualTlsOrigin[],
  report: Report,
): Promise<void> {
  const own = origins.filter(({ host }) => host?.resource === domain);
  const truststore = domainTruststores(program).find((each) => each.domain === domain);
  if (own.length === 0 || truststore === undefined) return;
  const clients = clientsOf(program, own);
  // A certificate that the program does not make is known to nobody here, at `up` neither.
  if (clients.isElsewhere) return;
  // Origins whose host is not known yet may lead here too: then their certificates are the edge's as well.
  const maybe = origins.filter(({ host, origin }) => !host && origin.host.state === "unknown");
  const others = clientsOf(program, maybe);
  const { object } = truststore;
  if (object === undefined || others.isElsewhere) {
    report.open(domain.urn);
    return;
  }
  const all = [...new Set([...clients.certificates, ...others.certificates])];
  const callers = await otherCallers(program, observations, object, all);
  const named = namedCallers(program, domain);
  const findings = checkTrustedCallers({
    domain: name,
    edges: [...new Set(own.map(({ distribution }) => distribution.name))],
    others: callers.others,
    callers: named,
  });
  // Those that are too many for all the certificates in question are too many for those that are presented.
  if (findings.length > 0 && !isMutualTlsUnknown && named !== undefined) {
    for (const finding of findings) report.violation(finding, domain.urn);
  } else if (findings.length > 0 || !callers.isWhole || !clients.isCertain || maybe.length > 0) {
    report.open(domain.urn);
  }
}

/** The certificates of the program that origins may present. */
function clientsOf(
  program: Program,
  origins: readonly MutualTlsOrigin[],
): { certificates: PolicyResource[]; isCertain: boolean; isElsewhere: boolean } {
  const named = origins.map(({ distribution, origin }) =>
    namedCertificates(program, distribution, ...origin.certificatePath),
  );
  return {
    certificates: [...new Set(named.flatMap(({ certificates }) => certificates))],
    isCertain: named.every(({ certificates }) => certificates.length === 1),
    isElsewhere: named.some((each) => each.isElsewhere || each.certificates.length === 0),
  };
}
