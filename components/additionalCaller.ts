import * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority } from "./certificateAuthority";
import { ClientCertificate } from "./clientCertificate";
import type { EdgeClientArgs } from "./edgeClientArgs";
import { ClientKeyAlgorithm } from "./keyAlgorithm";
import { checkLifetimes, renewalOf } from "./lifetimes";
import { privateCaChain } from "./privateCa";
import { checked, refuseBeside, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** A caller that reaches the API past CloudFront, with a client certificate of its own. */
export interface AdditionalCaller {
  /**
   * Why it may: 1 to 256 letters, digits, spaces and `_ . : / = + - @`. Stands as the tag `mtls-gateway:caller:<name>` on the
   * domain, where policy GW012 reads it.
   * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices
   */
  reason: pulumi.Input<string>;
  /**
   * The CAs of a caller that has certificates of its own, PEM, up to the root; nothing is made then. Whether it is given
   * decides which resources exist.
   * @default a CA and a certificate made here
   */
  caCertificatesPem?: pulumi.Input<string>;
  /**
   * ARN of the AWS Private CA that the caller has its certificates of; looked up and trusted with the CAs above it, and nothing
   * is made. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/privateca/latest/userguide/PcaGetCert.html
   * @default a CA and a certificate made here
   */
  certificateAuthorityArn?: pulumi.Input<string>;
  /** Common name of the caller's certificate. @default its name */
  commonName?: pulumi.Input<string>;
  /** Kind and size of its key, and of its CA's. @default "RSA-2048" */
  keyAlgorithm?: pulumi.Input<ClientKeyAlgorithm>;
  /** Lifetime of its certificate, in days. @default 365 */
  validityDays?: pulumi.Input<number>;
  /** Days before its end from which on the next `pulumi up` makes the certificate anew. @default 30 */
  earlyRenewalDays?: pulumi.Input<number>;
  /** Lifetime of its CA's certificate, in days. @default 3650 */
  caValidityDays?: pulumi.Input<number>;
  /**
   * Which CA and certificate of its they are, counted from 1; a higher number makes new ones, and the old ones are refused as
   * soon as the domain has the new truststore. Plain, because it decides which keys exist.
   * @default 1
   */
  generation?: number;
}

/** What the gateway needs of its callers. */
export interface Callers {
  /** The CAs to trust, PEM. */
  trusted: pulumi.Input<string>[];
  /** Tags that name them. */
  tags: Record<string, pulumi.Output<string>>;
  /** The certificates made here, by the caller's name. */
  clients: Record<string, ClientCertificate>;
}

/**
 * The callers beside CloudFront. Each one made here has a CA of its own: API Gateway knows no revocation, so that to take a
 * caller out of the truststore is the one way to lock it out, and with a CA in common it would lock out the others.
 */
export function createCallers(
  gateway: pulumi.ComponentResource,
  name: string,
  subject: EdgeClientArgs,
  callers: Readonly<Record<string, AdditionalCaller>>,
): Callers {
  refuseIfAny(gateway, Object.keys(callers).flatMap(refusedName));
  const made: Callers = { trusted: [], tags: {}, clients: {} };
  for (const [caller, settings] of Object.entries(callers)) {
    const path = `additionalCallers.${caller}`;
    made.tags[`mtls-gateway:caller:${caller}`] = checked(gateway, settings.reason, (reason) =>
      refusedReason(path, reason),
    );
    const own = ownCas(gateway, path, settings);
    if (own !== undefined) {
      made.trusted.push(own);
      continue;
    }
    const client = createCaller(gateway, `${name}-caller-${caller}`, caller, subject, settings);
    made.clients[caller] = client;
    made.trusted.push(client.chainPem);
  }
  return made;
}

/** The CAs of a caller that has certificates already, PEM. */
function ownCas(
  gateway: pulumi.ComponentResource,
  path: string,
  settings: AdditionalCaller,
): pulumi.Input<string> | undefined {
  const { caCertificatesPem, certificateAuthorityArn: arn } = settings;
  refuseBeside(
    gateway,
    settings,
    "caCertificatesPem",
    ["certificateAuthorityArn", ...nothingToMake],
    path,
  );
  refuseBeside(gateway, settings, "certificateAuthorityArn", nothingToMake, path);
  if (arn === undefined) return caCertificatesPem;
  return privateCaChain(gateway, `${path}.certificateAuthorityArn`, arn);
}

const nothingToMake = [
  "commonName",
  "keyAlgorithm",
  "validityDays",
  "earlyRenewalDays",
  "caValidityDays",
  "generation",
] as const;

function createCaller(
  gateway: pulumi.ComponentResource,
  name: string,
  caller: string,
  { organization, province, country }: EdgeClientArgs,
  settings: AdditionalCaller,
): ClientCertificate {
  const { keyAlgorithm = ClientKeyAlgorithm.Rsa2048, generation } = settings;
  const { validityDays = 365, caValidityDays = 3650 } = settings;
  const path = `additionalCallers.${caller}`;
  checkLifetimes(
    gateway,
    { caValidityDays, clientValidityDays: validityDays },
    { caValidityDays: `${path}.caValidityDays`, clientValidityDays: `${path}.validityDays` },
  );
  const ca = new CertificateAuthority(
    `${name}-ca`,
    {
      commonName: `${caller} CA`,
      organization,
      province,
      country,
      keyAlgorithm,
      generation,
      validityDays: caValidityDays,
      earlyRenewalDays: renewalOf(caValidityDays, [validityDays]),
      maxPathLength: 0,
    },
    { parent: gateway },
  );
  return new ClientCertificate(
    name,
    {
      commonName: settings.commonName ?? caller,
      organization,
      province,
      country,
      keyAlgorithm,
      generation,
      validityDays,
      earlyRenewalDays: settings.earlyRenewalDays,
      issuerCertificatePem: ca.certificatePem,
      issuerPrivateKeyPem: ca.privateKeyPem,
    },
    { parent: gateway },
  );
}

/** The name is part of logical names and of a tag's key. */
function refusedName(caller: string): RefusedInput[] {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(caller)) return [];
  const reason = `"${caller}" is no name of a caller. Give 1 to 63 letters, digits and hyphens.`;
  return [{ path: "additionalCallers", reason }];
}

function refusedReason(path: string, reason: string): RefusedInput[] {
  if (/\S/.test(reason) && /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u.test(reason)) return [];
  const refusal = `"${reason}" cannot stand as a tag that says why. Give 1 to 256 letters, digits, spaces and _ . : / = + - @.`;
  return [{ path: `${path}.reason`, reason: refusal }];
}
