import type * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority } from "./certificateAuthority";
import { ClientCertificate } from "./clientCertificate";
import { KeyAlgorithm } from "./keyAlgorithm";
import { checkLifetimes, renewalOf } from "./lifetimes";
import type { MutualTlsGatewayArgs } from "./mutualTlsGateway";

/** The client certificate that CloudFront presents: the caller's own, or one made here with the CA that signs it. */
export function createEdgeClient(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
): ClientCertificate {
  const issuer =
    args.clientCertificatePem === undefined ? createIssuer(gateway, name, args) : undefined;
  return new ClientCertificate(
    `${name}-client`,
    {
      commonName: args.clientCommonName,
      organization: args.organization,
      province: args.province,
      country: args.country,
      keyAlgorithm: args.clientKeyAlgorithm,
      validityDays: args.clientValidityDays,
      earlyRenewalDays: args.clientEarlyRenewalDays,
      issuerCertificatePem: issuer?.certificatePem,
      issuerPrivateKeyPem: issuer?.privateKeyPem,
      issuerChainPem: issuer?.chainPem,
      certificatePem: args.clientCertificatePem,
      chainPem: args.clientCertificateChainPem,
      privateKeyPem: args.clientPrivateKeyPem,
    },
    { parent: gateway },
  );
}

/** The CA that signs the client certificate: the root, or an issuing CA below it that may sign nothing but leaves. */
function createIssuer(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
): CertificateAuthority {
  const { organization, province, country } = args;
  const { caValidityDays = 3650, clientValidityDays = 365 } = args;
  const issuingDays = args.issuingCa === true ? (args.issuingCaValidityDays ?? 1825) : undefined;
  checkLifetimes(gateway, {
    caValidityDays,
    clientValidityDays,
    ...(issuingDays === undefined ? {} : { issuingCaValidityDays: issuingDays }),
  });
  const root = new CertificateAuthority(
    `${name}-root-ca`,
    {
      commonName: args.caCommonName,
      organization,
      province,
      country,
      generation: args.caGeneration,
      keyAlgorithm: args.caKeyAlgorithm,
      validityDays: caValidityDays,
      earlyRenewalDays: renewalOf(caValidityDays, [issuingDays ?? clientValidityDays]),
    },
    { parent: gateway },
  );
  if (issuingDays === undefined) return root;
  return new CertificateAuthority(
    `${name}-issuing-ca`,
    {
      commonName: args.issuingCaCommonName ?? "MyIssuingCA",
      organization,
      province,
      country,
      generation: args.caGeneration,
      keyAlgorithm: args.issuingCaKeyAlgorithm ?? KeyAlgorithm.Rsa2048,
      validityDays: issuingDays,
      earlyRenewalDays: renewalOf(issuingDays, [clientValidityDays]),
      maxPathLength: 0,
      issuerCertificatePem: root.certificatePem,
      issuerPrivateKeyPem: root.privateKeyPem,
      issuerChainPem: root.chainPem,
      issuerSubjects: root.pathSubjects,
    },
    { parent: gateway },
  );
}
