import type { MockCallArgs, MockCallResult } from "@pulumi/pulumi/runtime";
import { actor, type Actor } from "./actors";
import { issue } from "./mockTls";

/** The one AWS Private CA that there is: a subordinate one, below a root. */
export const privateCaArn =
  "arn:aws:acm-pca:us-west-2:123456789012:certificate-authority/11111111-2222-3333-4444-555555555555";

interface PrivateCa {
  root: Actor;
  subordinate: Actor;
}

let made: Promise<PrivateCa> | undefined;

/** Made when somebody asks for it, and the same for all tests. */
export function privateCa(): Promise<PrivateCa> {
  made ??= (async () => {
    const root = await actor("Private Root");
    return { root, subordinate: await actor("Private Issuing", { issuer: root }) };
  })();
  return made;
}

/** What the aws provider would compute for a certificate that the CA issues. */
export async function privateCaState(
  type: string,
  inputs: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  if (type !== "aws:acmpca/certificate:Certificate") return undefined;
  const { root, subordinate } = await privateCa();
  const request = JSON.parse(inputs.certificateSigningRequest as string) as Record<string, unknown>;
  const { value } = inputs.validity as { value: string };
  const { commonName } = request.subject as { commonName: string };
  const certificate = await issue(
    {
      caCertPem: subordinate.certificatePem,
      caPrivateKeyPem: subordinate.privateKeyPem,
      allowedUses: ["digital_signature", "client_auth"],
      // As one that was issued long ago.
      validityPeriodHours: commonName === "nearly over" ? 1 : Number(value) * 24,
    },
    request,
  );
  // As the service writes them: without a line break at the end.
  return {
    certificate: certificate.trim(),
    certificateChain: `${subordinate.certificatePem}${root.certificatePem}`.trim(),
  };
}

export async function privateCaCall(args: MockCallArgs): Promise<MockCallResult | undefined> {
  if (args.token !== "aws:acmpca/getCertificateAuthority:getCertificateAuthority") return undefined;
  const inputs = args.inputs as { arn: string; region: string };
  if (inputs.arn !== privateCaArn || inputs.region !== "us-west-2") {
    throw new Error(`there is no Private CA ${inputs.arn} in ${inputs.region}`);
  }
  const { root, subordinate } = await privateCa();
  return {
    ...inputs,
    certificate: subordinate.certificatePem.trim(),
    certificateChain: root.certificatePem.trim(),
  };
}
