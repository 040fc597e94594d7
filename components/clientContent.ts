import { checkClient, formatFinding, Truststore } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** A client certificate with the CAs above it and its key. */
export interface ClientParts {
  certificatePem: pulumi.Output<string>;
  chainPem: pulumi.Output<string>;
  privateKeyPem: pulumi.Output<string>;
}

/** The inputs of `checkedClient`; one that is missing counts as empty, and the check says so. */
export interface ClientInputs {
  certificatePem?: pulumi.Input<string>;
  chainPem?: pulumi.Input<string>;
  privateKeyPem?: pulumi.Input<string>;
  truststorePem?: pulumi.Input<string>;
}

/** A client certificate with chain and key, checked by the rules of CloudFront (profile cloudfront-client). */
export function checkedClient(
  component: pulumi.ComponentResource,
  inputs: ClientInputs,
): ClientParts {
  const parts = checked(
    component,
    {
      certificatePem: inputs.certificatePem ?? "",
      chainPem: inputs.chainPem ?? "",
      privateKeyPem: inputs.privateKeyPem ?? "",
      truststorePem: inputs.truststorePem ?? "",
    },
    refusedParts,
  );
  // The key makes all of `parts` a secret, which the certificate and its chain are not.
  return {
    certificatePem: pulumi.unsecret(parts.certificatePem),
    chainPem: pulumi.unsecret(parts.chainPem),
    privateKeyPem: pulumi.secret(parts.privateKeyPem),
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
