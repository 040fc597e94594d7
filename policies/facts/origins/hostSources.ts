import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { bucketTokens, domainTokens, tokens } from "../../frame/tokens";
import type { MutualTlsHost } from "./distributionOrigins";
import { recordStanding } from "./recordStanding";

/** A resource that a distribution's origins are built from, and whose host name it can bring into the list. */
export interface HostSource {
  source: PolicyResource;
  /** The mTLS domain in question. undefined: none, or nobody knows which. */
  host: MutualTlsHost | undefined;
  /** "its": the domain's host name; "other": one that is no mTLS domain's; "bucket": the same, and mostly behind an S3 origin. */
  standing: "its" | "maybe" | "other" | "bucket";
}

/** Certificates, CloudFront's own resources and random values are no hosts. */
const noHost = /^(aws:acm\/|aws:cloudfront\/|tls:|random:)/;

/** Resources whose host names are AWS's own; anything else, a parameter say, may pass a custom domain's name on. */
const ownHost = new RegExp(
  "^aws:(s3/|lb/|alb/|elb/|applicationloadbalancing/|elasticloadbalancing/|elasticloadbalancingv2/|" +
    "apprunner/|elasticbeanstalk/|lambda/functionUrl:|ec2/instance:|ec2/eip:|" +
    "apigateway/(restApi|deployment|stage):|apigatewayv2/(api|deployment|stage):)",
);

/** What can bring a host name into the origins of a distribution; resources that have none are left out. */
export function hostSources(
  program: Program,
  distribution: PolicyResource,
  hosts: readonly MutualTlsHost[],
): HostSource[] {
  return program.sources(distribution, "origins").flatMap((source): HostSource[] => {
    const host = hosts.find(({ resource }) => resource === source);
    if (host !== undefined) return [{ source, host, standing: "its" }];
    if (source.type === tokens.record) return [recordSource(program, source, hosts)];
    // A component stands here beside the resources in it, which speak for it.
    if (source.provider === undefined || noHost.test(source.type)) return [];
    if (bucketTokens.includes(source.type))
      return [{ source, host: undefined, standing: "bucket" }];
    const isOther = ownHost.test(source.type) || domainTokens.includes(source.type);
    return [{ source, host: undefined, standing: isOther ? "other" : "maybe" }];
  });
}

function recordSource(
  program: Program,
  record: PolicyResource,
  hosts: readonly MutualTlsHost[],
): HostSource {
  const sources = hosts.map((host) => ({
    source: record,
    host,
    standing: recordStanding(program, record, host),
  }));
  return (
    sources.find(({ standing }) => standing === "its") ??
    sources.find(({ standing }) => standing === "maybe") ?? {
      source: record,
      host: undefined,
      standing: "other",
    }
  );
}
