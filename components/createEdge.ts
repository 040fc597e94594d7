import * as pulumi from "@pulumi/pulumi";
import type { ClientCertificate } from "./clientCertificate";
import { EdgeCertificate } from "./edgeCertificate";
import { ClientKeyAlgorithm, clientKeyAlgorithmOf } from "./keyAlgorithm";
import type { MutualTlsDomain } from "./mutualTlsDomain";
import type { MutualTlsGatewayArgs } from "./mutualTlsGateway";
import { OriginMtlsDistribution } from "./originMtlsDistribution";
import type { Truststore } from "./truststore";

/** Waits for the domain: it has to trust a new certificate before CloudFront presents it. */
export function createEdgeCertificate(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  client: ClientCertificate,
  truststore: Truststore,
  domain: MutualTlsDomain,
): EdgeCertificate {
  return new EdgeCertificate(
    `${name}-edge-certificate`,
    {
      certificatePem: client.certificatePem,
      chainPem: client.chainPem,
      privateKeyPem: client.privateKeyPem,
      keyAlgorithm: keyAlgorithmOf(args),
      truststorePem: truststore.certificatesPem,
      tags: args.tags,
    },
    { parent: gateway, dependsOn: [domain] },
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

/** CloudFront in front of the domain, as the client that holds the certificate. */
export function createDistribution(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  domain: MutualTlsDomain,
  edgeCertificate: EdgeCertificate,
): OriginMtlsDistribution {
  return new OriginMtlsDistribution(
    `${name}-edge`,
    {
      originDomainName: domain.domainName,
      clientCertificateArn: edgeCertificate.certificateArn,
      priceClass: args.priceClass,
      comment: pulumi.interpolate`${args.domainName} over origin mTLS`,
      tags: args.tags,
    },
    { parent: gateway, dependsOn: [domain] },
  );
}
