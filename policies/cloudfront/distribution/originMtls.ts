import { checkOrigin } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import {
  customOrigins,
  hostsNamed,
  mutualTlsHosts,
  type MutualTlsHost,
  type Origin,
} from "../../facts/origins/distributionOrigins";
import { hostSources, type HostSource } from "../../facts/origins/hostSources";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { distributionTokens, domainTokens, tokens } from "../../frame/tokens";

/** CF001: CloudFront shows a client certificate to an origin that asks for one. */
export function originMtls(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF001", scope: "distribution" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      const hosts = mutualTlsHosts(program);
      if (hosts.length === 0) return;
      for (const distribution of program.ofType(distributionTokens)) {
        judgeDistribution(program, distribution, hosts, report);
      }
    },
  });
}

function judgeDistribution(
  program: Program,
  distribution: PolicyResource,
  hosts: readonly MutualTlsHost[],
  report: Report,
): void {
  const sources = hostSources(program, distribution, hosts);
  const origins = customOrigins(program, distribution);
  const matched = new Set<MutualTlsHost>();
  if (origins === undefined) {
    if (!areOthers(sources, matched)) report.open(distribution.urn);
    return;
  }
  for (const origin of origins) {
    const named = hostsNamed(program, origin.host);
    for (const host of named) {
      matched.add(host);
      judgeOrigin(distribution, origin, host, report);
    }
    if (named.length === 0 && origin.isTenants && origin.certificate !== "set") {
      // Where it leads is said by each tenant.
      report.open(distribution.urn);
    }
  }
  const unknowns = origins.filter((each) => each.host.state === "unknown");
  judgeUnknownHosts(distribution, unknowns, sources, matched, report);
}

/**
 * When the list is built from mTLS domains alone, and from one that no known host name shows, an unknown host is
 * that domain's. When something else that has a host name is in the list too, the domain may be there for
 * another reason.
 */
function judgeUnknownHosts(
  distribution: PolicyResource,
  unknowns: readonly Origin[],
  sources: readonly HostSource[],
  matched: ReadonlySet<MutualTlsHost>,
  report: Report,
): void {
  if (unknowns.every(({ certificate }) => certificate === "set")) return;
  const [origin] = unknowns.filter(({ certificate }) => certificate === "unset");
  const host = sources.find((each) => each.host !== undefined && !matched.has(each.host))?.host;
  const isProved = sources.every(({ standing }) => standing === "its" || standing === "bucket");
  const areBare = unknowns.every(({ certificate }) => certificate === "unset");
  if (origin !== undefined && host !== undefined && isProved && areBare) {
    // Whichever of them is the domain's, it has no certificate to show.
    const id = unknowns.map((each) => each.id).join(" or ");
    judgeOrigin(distribution, { ...origin, id }, host, report);
  } else if (!areOthers(sources, matched)) {
    report.open(distribution.urn);
  }
}

/** The unknown hosts are those of other resources: mTLS domains are in the list only where a known host shows them. */
function areOthers(sources: readonly HostSource[], matched: ReadonlySet<MutualTlsHost>): boolean {
  const rest = sources.filter(({ host }) => host === undefined || !matched.has(host));
  return rest.length > 0 && rest.every(({ standing }) => ["other", "bucket"].includes(standing));
}

function judgeOrigin(
  distribution: PolicyResource,
  origin: Origin,
  host: MutualTlsHost,
  report: Report,
): void {
  if (origin.certificate === "unknown") report.open(distribution.urn);
  const findings = checkOrigin({
    distribution: distribution.name,
    originId: origin.id,
    originDomain: textOf(origin.host) ?? host.name,
    isMultitenant: distribution.type === tokens.multitenantDistribution,
    isMutualTlsDomain: true,
    clientCertificateArn: origin.certificate === "unset" ? null : undefined,
  }).filter((finding) => finding.rule === "CF001");
  for (const finding of findings) {
    if (host.isMutualTlsUnknown) report.open(distribution.urn);
    else report.violation(finding, distribution.urn);
  }
}
