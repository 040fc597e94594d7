import { checkClient, formatFinding, Truststore } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** A client certificate with the CAs above it and its key. */
export interface ClientParts {
  certificatePem: pulumi.Output<string>;
  chainPem: pulumi.Output<string>;
  privateKeyPem: pulumi.Output<string>;
}

/** The inputs of `judgedClient`; one that is missing counts as empty, and the check says so. */
export interface ClientInputs {
  certificatePem?: pulumi.Input<string>;
  chainPem?: pulumi.Input<string>;
  privateKeyPem?: pulumi.Input<string>;
  truststorePem?: pulumi.Input<string>;
}

/** A client certificate with chain and key, and the verdict on the three together. */
export interface JudgedClient extends ClientParts {
  /** For `dependsOn` of whatever uses the parts: no resources, once the rules of CloudFront let the parts pass. */
  verdict: pulumi.Output<pulumi.Resource[]>;
}

/**
 * A client certificate with chain and key, checked by the rules of CloudFront (profile cloudfront-client). Each part still
 * depends on no more than it is made of, as one that had gone through the check could not: so the graph tells policies
 * which certificate it is before there is one.
 */
export function judgedClient(
  component: pulumi.ComponentResource,
  inputs: ClientInputs,
): JudgedClient {
  const { certificatePem = "", chainPem = "", privateKeyPem = "", truststorePem = "" } = inputs;
  const parts = { certificatePem, chainPem, privateKeyPem, truststorePem };
  return {
    certificatePem: pulumi.output(certificatePem),
    chainPem: pulumi.output(chainPem),
    privateKeyPem: pulumi.secret(privateKeyPem),
    verdict: checked(component, parts, refusedParts).apply(() => []),
  };
}

/** Which input a rule speaks about, where that is not the certificate. */
const inputOfRule: Readonly<Partial<Record<string, keyof ClientParts>>> = {
  CC006: "privateKeyPem",
  CC104: "chainPem",
  CC110: "chainPem",
};

function refusedParts(parts: {
  certificatePem: string;
  chainPem: string;
  privateKeyPem: string;
  truststorePem: string;
}): RefusedInput[] {
  return checkClient(
    {
      certificate: parts.certificatePem,
      chain: parts.chainPem,
      privateKey: parts.privateKeyPem,
    },
    {
      profile: "cloudfront-client",
      truststore: parts.truststorePem === "" ? undefined : Truststore.read(parts.truststorePem),
    },
  )
    .filter(({ severity }) => severity === "error")
    .map((finding) => ({
      path: inputOfRule[finding.rule] ?? "certificatePem",
      reason: formatFinding(finding),
    }));
}
