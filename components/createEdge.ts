import * as pulumi from "@pulumi/pulumi";
import { defaultBehavior, type BehaviorSettings } from "./cacheBehavior";
import type { EdgeClient } from "./createEdgeClient";
import { EdgeCertificate } from "./edgeCertificate";
import { failoverOriginId } from "./failoverRegion";
import { distributionArgs } from "./gatewayEdgeArgs";
import type { GatewayRegion } from "./gatewayRegion";
import { ClientKeyAlgorithm, clientKeyAlgorithmOf } from "./keyAlgorithm";
import { originSettings, type MtlsOrigin, type OriginSettings } from "./mtlsOrigin";
import type { MutualTlsGatewayArgs } from "./mutualTlsGateway";
import { OriginMtlsDistribution } from "./originMtlsDistribution";
import { refuseBeside } from "./refusedInputs";

/** The Regions of a gateway, the first one first. */
type Regions = readonly [GatewayRegion, ...GatewayRegion[]];

/** Waits for the domains: they have to trust a new certificate before CloudFront presents it. */
export function createEdgeCertificate(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  client: EdgeClient,
  regions: Regions,
): EdgeCertificate {
  const { certificateArn, certificatePem, chainPem, privateKeyPem } = client;
  return new EdgeCertificate(
    `${name}-edge-certificate`,
    certificateArn !== undefined
      ? { certificateArn }
      : {
          certificatePem,
          chainPem,
          privateKeyPem,
          keyAlgorithm: keyAlgorithmOf(args),
          // An earlier version has been compared before the domain pins it.
          truststorePem:
            args.truststoreRollbackToVersion === undefined
              ? regions[0].truststore.certificatesPem
              : undefined,
          tags: args.tags,
        },
    { parent: gateway, dependsOn: regions.map(({ domain }) => domain) },
  );
}

/** What a certificate made here was asked to have; of the caller's own what can be read of it, else what the caller says. */
function keyAlgorithmOf(args: MutualTlsGatewayArgs): ClientKeyAlgorithm | undefined {
  const { clientCertificatePem, clientKeyAlgorithm } = args;
  if (clientCertificatePem === undefined) return clientKeyAlgorithm ?? ClientKeyAlgorithm.Rsa2048;
  return typeof clientCertificatePem === "string"
    ? clientKeyAlgorithmOf(clientCertificatePem)
    : clientKeyAlgorithm;
}

/** CloudFront in front of the domains: a distribution made here, or what one that exists has to be given. */
export interface Edge {
  /** `https://` and the name by which viewers come; "" for a distribution that exists. */
  url: pulumi.Output<string>;
  originSettings: pulumi.Output<OriginSettings[]>;
  behaviorSettings: pulumi.Output<BehaviorSettings>;
  distribution?: OriginMtlsDistribution["distribution"];
}

export function createEdge(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  zoneId: pulumi.Output<string> | undefined,
  [first, second]: Regions,
  edgeCertificate: EdgeCertificate,
): Edge {
  const failover = second === undefined ? [] : [failoverOrigin(second)];
  const origins = {
    originDomainName: first.domain.domainName,
    clientCertificateArn: edgeCertificate.certificateArn,
    additionalOrigins: [...failover, ...(args.additionalOrigins ?? [])],
  };
  if (args.existingDistribution === true) {
    refuseBeside(gateway, args, "existingDistribution", distributionArgs);
    return {
      url: pulumi.output(""),
      originSettings: pulumi.output(originSettings(gateway, name, origins)),
      behaviorSettings: pulumi.output(defaultBehavior({})),
    };
  }
  const hasAliases = (args.aliases ?? []).length > 0;
  const made = new OriginMtlsDistribution(
    `${name}-edge`,
    {
      ...origins,
      failoverOriginId: second === undefined ? undefined : failoverOriginId,
      behaviors: args.behaviors,
      aliases: args.aliases,
      viewerCertificateArn: args.viewerCertificateArn,
      minimumProtocolVersion: args.minimumProtocolVersion,
      zoneId: hasAliases ? zoneId : undefined,
      webAclArn: args.webAclArn,
      logBucketDomainName: args.logBucketDomainName,
      logPrefix: args.logPrefix,
      geoRestriction: args.geoRestriction,
      geoLocations: args.geoLocations,
      priceClass: args.priceClass,
      // CloudFront takes 128 characters, and a domain name can have more.
      comment: pulumi
        .output(args.domainName)
        .apply((domain) => `${domain} over origin mTLS`.slice(0, 128)),
      tags: args.tags,
    },
    { parent: gateway, dependsOn: second ? [first.domain, second.domain] : [first.domain] },
  );
  return {
    url: made.url,
    distribution: made.distribution,
    originSettings: made.originSettings,
    behaviorSettings: made.behaviorSettings,
  };
}

function failoverOrigin({ domain }: GatewayRegion): MtlsOrigin {
  return { originId: failoverOriginId, domainName: domain.domainName };
}
