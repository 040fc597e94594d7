import * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority, type CertificateAuthorityArgs } from "./certificateAuthority";
import { checkedCas } from "./checkedCas";
import { ClientCertificate } from "./clientCertificate";
import type { ClientParts } from "./clientContent";
import type { EdgeClientArgs } from "./edgeClientArgs";
import { refuseGeneration } from "./generation";
import { KeyAlgorithm } from "./keyAlgorithm";
import { checkLifetimes, renewalOf, type Lifetimes } from "./lifetimes";
import { concatPem } from "./pem";
import { refuseBeside, refuseHalfGiven, refuseWithout } from "./refusedInputs";

/** The client certificate that CloudFront presents, and the CAs that the domain trusts for it. */
export interface EdgeClient extends ClientParts {
  /** ARN of an import that exists; the PEMs are empty then. */
  certificateArn?: pulumi.Input<string>;
  trusted: pulumi.Input<string>[];
  /** Tags that say why there are more than one of them. */
  tags: Record<string, pulumi.Output<string>>;
}

/** What says how to make an issuing CA. */
const ofIssuingCa = [
  "issuingCaCommonName",
  "issuingCaKeyAlgorithm",
  "issuingCaValidityDays",
] as const;

/**
 * What says how to make CAs here, and means nothing beside a certificate that comes from elsewhere. The kind of a key is let
 * pass, here and below: programs that take a certificate from either place set it once for all.
 */
const ofCasMadeHere = [
  "caCommonName",
  "caValidityDays",
  "caGeneration",
  "trustedCaGenerations",
  "issuingCa",
  ...ofIssuingCa,
] as const;

/** What says how to make the client certificate. */
const ofClientMadeHere = [
  "clientCommonName",
  "clientValidityDays",
  "clientEarlyRenewalDays",
  "clientGeneration",
  "clientSigningAlgorithm",
] as const;

/** The client certificate that CloudFront presents: the caller's own, AWS Private CA's, or one made here with its CA. */
export function createEdgeClient(
  gateway: pulumi.ComponentResource,
  name: string,
  args: EdgeClientArgs,
): EdgeClient {
  refuseBeside(gateway, args, "clientCertificateArn", [
    "clientCertificatePem",
    "clientPrivateKeyPem",
    "clientCertificateAuthorityArn",
    ...ofClientMadeHere,
    ...ofCasMadeHere,
  ]);
  refuseBeside(gateway, args, "clientCertificatePem", [
    "clientCertificateAuthorityArn",
    ...ofClientMadeHere,
    ...ofCasMadeHere,
  ]);
  refuseBeside(gateway, args, "clientCertificateAuthorityArn", ofCasMadeHere);
  const asked = args.issuingCa === true ? args : { ...args, issuingCa: undefined };
  refuseWithout(gateway, asked, "issuingCa", ofIssuingCa);
  if (args.clientCertificateArn !== undefined) return importedClient(gateway, args);
  refuseHalfGiven(gateway, args, [
    "clientCertificatePem",
    "clientCertificateChainPem",
    "clientPrivateKeyPem",
  ]);
  const isElsewhere =
    args.clientCertificatePem !== undefined || args.clientCertificateAuthorityArn !== undefined;
  const issuers = isElsewhere ? undefined : createIssuers(gateway, name, args);
  const client = createClient(gateway, name, args, issuers?.active);
  const { certificatePem, chainPem, privateKeyPem } = client;
  return {
    certificatePem,
    chainPem,
    privateKeyPem,
    trusted:
      issuers === undefined || issuers.all.length === 1
        ? [chainPem]
        : issuers.all.map((issuer) => issuer.chainPem),
    tags: tagsOf(args, issuers),
  };
}

/**
 * Policy GW012 wants a reason for each CA beside the one of CloudFront's certificate, of another generation too. No caller's
 * name has a colon.
 */
function tagsOf(
  { caGeneration = 1 }: EdgeClientArgs,
  issuers: Issuers | undefined,
): EdgeClient["tags"] {
  const others = (issuers?.generations ?? []).filter((generation) => generation !== caGeneration);
  const reason = pulumi.output("The CA of CloudFront in another generation while it changes over");
  return Object.fromEntries(
    others.map((generation) => [`mtls-gateway:caller:edge:g${generation}`, reason]),
  );
}

function importedClient(gateway: pulumi.ComponentResource, args: EdgeClientArgs): EdgeClient {
  refuseHalfGiven(gateway, args, ["clientCertificateArn", "clientCertificateChainPem"]);
  const chainPem = checkedCas(
    gateway,
    "clientCertificateChainPem",
    args.clientCertificateChainPem ?? "",
  ).apply((pem) => concatPem([pem]));
  return {
    certificateArn: args.clientCertificateArn,
    certificatePem: pulumi.output(""),
    chainPem,
    privateKeyPem: pulumi.secret(""),
    trusted: [chainPem],
    tags: {},
  };
}

function createClient(
  gateway: pulumi.ComponentResource,
  name: string,
  args: EdgeClientArgs,
  issuer: CertificateAuthority | undefined,
): ClientCertificate {
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
      generation: args.clientGeneration,
      issuerCertificatePem: issuer?.certificatePem,
      issuerPrivateKeyPem: issuer?.privateKeyPem,
      issuerChainPem: issuer?.chainPem,
      certificateAuthorityArn: args.clientCertificateAuthorityArn,
      signingAlgorithm: args.clientSigningAlgorithm,
      certificatePem: args.clientCertificatePem,
      chainPem: args.clientCertificateChainPem,
      privateKeyPem: args.clientPrivateKeyPem,
    },
    { parent: gateway },
  );
}

interface Issuers {
  /** Signs the client certificate. */
  active: CertificateAuthority;
  /** Every generation, the first one first, so that the truststore stays as it is when another one becomes active. */
  all: CertificateAuthority[];
  /** Their numbers, in the same order. */
  generations: number[];
}

function createIssuers(
  gateway: pulumi.ComponentResource,
  name: string,
  args: EdgeClientArgs,
): Issuers {
  const { caGeneration = 1, trustedCaGenerations = [] } = args;
  refuseGeneration(gateway, caGeneration, "caGeneration");
  for (const [index, generation] of trustedCaGenerations.entries()) {
    refuseGeneration(gateway, generation, `trustedCaGenerations[${index}]`);
  }
  const { caValidityDays = 3650, clientValidityDays = 365 } = args;
  const lifetimes = {
    caValidityDays,
    clientValidityDays,
    ...(args.issuingCa === true
      ? { issuingCaValidityDays: args.issuingCaValidityDays ?? 1825 }
      : {}),
  };
  checkLifetimes(gateway, lifetimes);
  const generations = [...new Set([caGeneration, ...trustedCaGenerations])].sort((a, b) => a - b);
  const all = generations.map((generation, index) =>
    createIssuer(gateway, name, args, lifetimes, { generation, isFirst: index === 0 }),
  );
  return {
    all,
    generations,
    active: all[generations.indexOf(caGeneration)] as CertificateAuthority,
  };
}

/** One generation of the CAs. */
interface Generation {
  generation: number;
  /** The lowest one that there is. */
  isFirst: boolean;
}

/** The CA that signs the client certificate: the root, or an issuing CA below it that may sign nothing but leaves. */
function createIssuer(
  gateway: pulumi.ComponentResource,
  name: string,
  args: EdgeClientArgs,
  lifetimes: Lifetimes,
  which: Generation,
): CertificateAuthority {
  const { organization, province, country } = args;
  const { caValidityDays, issuingCaValidityDays, clientValidityDays } = lifetimes;
  const { generation } = which;
  const root = new CertificateAuthority(
    ...placeOf(gateway, `${name}-root-ca`, which, {
      commonName: args.caCommonName,
      organization,
      province,
      country,
      generation,
      keyAlgorithm: args.caKeyAlgorithm,
      validityDays: caValidityDays,
      earlyRenewalDays: renewalOf(caValidityDays, [issuingCaValidityDays ?? clientValidityDays]),
    }),
  );
  if (issuingCaValidityDays === undefined) return root;
  return new CertificateAuthority(
    ...placeOf(gateway, `${name}-issuing-ca`, which, {
      commonName: args.issuingCaCommonName ?? "MyIssuingCA",
      organization,
      province,
      country,
      generation,
      keyAlgorithm: args.issuingCaKeyAlgorithm ?? KeyAlgorithm.Rsa2048,
      validityDays: issuingCaValidityDays,
      earlyRenewalDays: renewalOf(issuingCaValidityDays, [clientValidityDays]),
      maxPathLength: 0,
      issuerCertificatePem: root.certificatePem,
      issuerPrivateKeyPem: root.privateKeyPem,
      issuerChainPem: root.chainPem,
      issuerSubjects: root.pathSubjects,
    }),
  );
}

/**
 * A logical name for each generation, so that several stand side by side. The alias takes over a CA that stands under the name
 * of the first generation, whichever it is.
 */
function placeOf(
  gateway: pulumi.ComponentResource,
  name: string,
  { generation, isFirst }: Generation,
  args: CertificateAuthorityArgs,
): [string, CertificateAuthorityArgs, pulumi.ComponentResourceOptions] {
  if (generation === 1) return [name, args, { parent: gateway }];
  const aliases = isFirst ? [{ name }] : [];
  return [`${name}-g${generation}`, args, { parent: gateway, aliases }];
}
