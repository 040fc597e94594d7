import { checkServerCertificate, type ServerCertificateFacts } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingCertificate } from "./existingCertificate";
import { checked, refusals, type RefusedInput } from "./refusedInputs";
import type { ServerCertificateArgs } from "./serverCertificate";
import { ServerSource } from "./serverSource";

/** The certificates that exist already, of those that a domain needs. */
export interface ExistingCertificates {
  server?: ExistingCertificate;
  ownership?: ExistingCertificate;
}

/** The type of what is made here, in ACM's words. */
const typeOfSource: Readonly<Partial<Record<ServerSource, string>>> = {
  [ServerSource.Public]: "AMAZON_ISSUED",
  [ServerSource.Imported]: "IMPORTED",
  [ServerSource.Private]: "PRIVATE",
};

/** Which input a rule speaks about, where it is not the ownership certificate. */
const inputOfSource: Readonly<Record<ServerSource, keyof ServerCertificateArgs>> = {
  [ServerSource.Public]: "domainName",
  [ServerSource.Imported]: "certificatePem",
  [ServerSource.Private]: "certificateAuthorityArn",
  [ServerSource.Existing]: "certificateArn",
};

/**
 * GW008 and CF006: where all is plain before anything is made, else as soon as it is known.
 *
 * @returns what the ARN of the certificate has to wait for
 */
export function checkedTrust(
  component: pulumi.ComponentResource,
  args: ServerCertificateArgs,
  source: ServerSource,
  existing: ExistingCertificates,
): pulumi.Output<unknown> {
  const domain = args.domainName;
  const name = typeof domain === "string" ? domain : "the domain";
  const refused = (facts: Omit<ServerCertificateFacts, "name">): RefusedInput[] =>
    checkServerCertificate({ name, ...facts }).flatMap((finding) =>
      refusals(
        finding.rule === "GW008" ? "ownershipVerificationCertificateArn" : inputOfSource[source],
        [finding],
      ),
    );
  const type = typeOfSource[source] ?? existing.server?.type;
  const behindCloudFront = args.behindCloudFront ?? false;
  const publiclyTrusted = args.publiclyTrusted ?? false;
  const ownership = {
    type,
    ownershipCertificateArn: givenOwnership(args, source),
    ownershipType: existing.ownership?.type,
  };
  const origin = { type, behindCloudFront, publiclyTrusted };
  return pulumi.all([
    checked(component, ownership, (facts) => refused(facts)),
    checked(component, origin, (facts) => refused(facts)),
  ]);
}

/** What is known to be given, or to be left out; undefined where one is made here. */
function givenOwnership(
  args: ServerCertificateArgs,
  source: ServerSource,
): pulumi.Input<string> | null | undefined {
  const none =
    source === ServerSource.Existing || source === ServerSource.Public ? null : undefined;
  return args.ownershipVerificationCertificateArn ?? none;
}
