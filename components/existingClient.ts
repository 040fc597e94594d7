import { checkClient, readBundle, Truststore } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import type { ClientParts } from "./clientContent";
import { concatPem } from "./pem";
import { checked, refusals, type RefusedInput } from "./refusedInputs";

/** The caller's own client certificate, chain and key, PEM. */
export interface ExistingClient {
  certificatePem: pulumi.Input<string>;
  chainPem: pulumi.Input<string>;
  privateKeyPem: pulumi.Input<string>;
}

/**
 * A client certificate that exists, checked by the CC rules (profile api-gateway) and its chain by TS001 to TS003: a file
 * that holds the private key as well would else become a plain output. The key is compared by itself, so that certificate
 * and chain need not wait for it.
 */
export function existingClient(
  component: pulumi.ComponentResource,
  client: ExistingClient,
): ClientParts {
  const { certificatePem, chainPem, privateKeyPem } = client;
  const shown = checked(component, { certificatePem, chainPem }, refusedShown);
  const keyed = checked(component, { certificatePem, privateKeyPem }, refusedKey);
  return {
    certificatePem: shown.certificatePem.apply((pem) => concatPem([pem])),
    chainPem: shown.chainPem.apply((pem) => concatPem([pem])),
    privateKeyPem: pulumi.secret(keyed.privateKeyPem),
  };
}

function refusedShown(shown: { certificatePem: string; chainPem: string }): RefusedInput[] {
  const chain = readBundle(shown.chainPem).findings;
  // Against a chain that cannot be read every certificate would be a stranger's.
  const truststore = chain.length === 0 ? Truststore.read(shown.chainPem) : undefined;
  const findings = checkClient(
    { certificate: shown.certificatePem },
    { profile: "api-gateway", truststore },
  );
  return [
    ...refusals("chainPem", chain),
    ...findings.flatMap((each) =>
      refusals(each.rule === "CC001" ? "chainPem" : "certificatePem", [each]),
    ),
  ];
}

/** CC006; what else is wrong with the certificate has been told. */
function refusedKey(pair: { certificatePem: string; privateKeyPem: string }): RefusedInput[] {
  const { certificatePem: certificate, privateKeyPem: privateKey } = pair;
  const findings = checkClient({ certificate, privateKey }, { profile: "api-gateway" });
  return refusals(
    "privateKeyPem",
    findings.filter(({ rule }) => rule === "CC006"),
  );
}
