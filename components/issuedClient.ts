import { readBundle } from "@mtls-gateway/pki";
import * as acmpca from "@pulumi/aws/acmpca";
import * as pulumi from "@pulumi/pulumi";
import type * as tls from "@pulumi/tls";
import type { ClientCertificateArgs } from "./clientCertificate";
import type { ClientParts } from "./clientContent";
import { concatPem } from "./pem";
import { privateCa } from "./privateCa";
import { checked, type RefusedInput } from "./refusedInputs";
import { SigningAlgorithm } from "./signingAlgorithm";
import { validity } from "./validity";

const day = 86_400_000;

/**
 * A client certificate that an AWS Private CA issues for a request made here: only the request goes to AWS, and the CA's key
 * comes from there never.
 * https://docs.aws.amazon.com/privateca/latest/userguide/template-definitions.html#EndEntityClientAuthCertificate-V1
 */
export function issuedClient(
  component: pulumi.ComponentResource,
  name: string,
  args: ClientCertificateArgs,
  certificateAuthorityArn: pulumi.Input<string>,
  request: tls.CertRequest,
): Omit<ClientParts, "privateKeyPem"> {
  const ca = privateCa(component, "certificateAuthorityArn", certificateAuthorityArn);
  const { validityDays = 365, earlyRenewalDays = 30 } = args;
  const { validityPeriodHours } = validity(component, validityDays, earlyRenewalDays);
  const certificate = new acmpca.Certificate(
    `${name}-certificate`,
    {
      certificateAuthorityArn: ca.arn,
      region: ca.region,
      certificateSigningRequest: request.certRequestPem,
      signingAlgorithm: checked(
        component,
        args.signingAlgorithm ?? SigningAlgorithm.Sha256WithRsa,
        refusedAlgorithm,
      ),
      templateArn: pulumi.interpolate`arn:${ca.partition}:acm-pca:::template/EndEntityClientAuthCertificate/V1`,
      validity: { type: "DAYS", value: validityPeriodHours.apply((hours) => `${hours / 24}`) },
    },
    { parent: component },
  );
  warnBeforeEnd(component, certificate.certificate, earlyRenewalDays);
  return {
    certificatePem: certificate.certificate.apply((pem) => concatPem([pem])),
    chainPem: certificate.certificateChain.apply((pem) => concatPem([pem])),
  };
}

function refusedAlgorithm(given: string): RefusedInput[] {
  const allowed: readonly string[] = Object.values(SigningAlgorithm);
  if (allowed.includes(given)) return [];
  return [{ path: "signingAlgorithm", reason: `"${given}" is not one of ${allowed.join(", ")}.` }];
}

/** Nothing makes a certificate of AWS Private CA anew by itself, neither the provider nor the CA. */
function warnBeforeEnd(
  component: pulumi.ComponentResource,
  certificatePem: pulumi.Output<string>,
  earlyRenewalDays: pulumi.Input<number>,
): void {
  pulumi.all([certificatePem, earlyRenewalDays]).apply(([pem, days]) => {
    const notAfter = readBundle(pem).certificates[0]?.notAfter;
    if (notAfter === undefined || notAfter.getTime() - Date.now() > days * day) return;
    const end = notAfter.toISOString().slice(0, 10);
    void pulumi.log.warn(
      `The client certificate ends on ${end}, and AWS Private CA does not renew it. Raise its generation for a new one.`,
      component,
    );
  });
}
