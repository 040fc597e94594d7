import type * as pulumi from "@pulumi/pulumi";
import { refuseBeside, refuseIfAny, refuseWithout, type RefusedInput } from "./refusedInputs";
import type { ServerCertificateArgs } from "./serverCertificate";

/** Where a server certificate comes from. */
export const ServerSource = {
  /** A public one of ACM, made here. */
  Public: "public",
  /** The caller's own, imported here. */
  Imported: "imported",
  /** One of an AWS Private CA, made here. */
  Private: "private",
  /** One that exists in ACM. */
  Existing: "existing",
} as const;
export type ServerSource = (typeof ServerSource)[keyof typeof ServerSource];

/** The source that the args name; `refuseServerArgs` sees to it that it is one. */
export function sourceOf(args: ServerCertificateArgs): ServerSource {
  if (args.certificateArn !== undefined) return ServerSource.Existing;
  if (args.certificatePem !== undefined) return ServerSource.Imported;
  if (args.certificateAuthorityArn !== undefined) return ServerSource.Private;
  return ServerSource.Public;
}

const howToMake = [
  "domainName",
  "subjectAlternativeNames",
  "zoneId",
  "zoneName",
  "certificatePem",
  "chainPem",
  "privateKeyPem",
  "certificateAuthorityArn",
  "tags",
] as const satisfies (keyof ServerCertificateArgs)[];

/** Refuses args that do not go together, or of which one is missing. */
export function refuseServerArgs(
  component: pulumi.ComponentResource,
  args: ServerCertificateArgs,
  source: ServerSource,
): void {
  refuseBeside(component, args, "certificateArn", howToMake);
  refuseBeside(component, args, "certificatePem", ["certificateAuthorityArn"]);
  refuseWithout(component, args, "certificatePem", ["chainPem", "privateKeyPem"]);
  if (source === ServerSource.Imported && args.subjectAlternativeNames !== undefined) {
    refuseBeside(component, args, "ownershipVerificationCertificateArn", [
      "subjectAlternativeNames",
    ]);
  }
  if (source === ServerSource.Existing) return;
  refuseIfAny(component, [
    ...missing(
      args.domainName === undefined,
      "domainName",
      "Give it, or an existing certificateArn.",
    ),
    ...missing(
      source === ServerSource.Imported && args.privateKeyPem === undefined,
      "privateKeyPem",
      "Give the key of certificatePem.",
    ),
    ...missing(zoneIsMissing(args, source), "zoneName", zoneFix(source)),
  ]);
}

/** Every certificate that ACM issues here to the public needs a record, and an ownership certificate is one. */
function zoneIsMissing(args: ServerCertificateArgs, source: ServerSource): boolean {
  if (args.zoneId !== undefined || args.zoneName !== undefined) return false;
  return source === ServerSource.Public || args.ownershipVerificationCertificateArn === undefined;
}

function zoneFix(source: ServerSource): string {
  return source === ServerSource.Public
    ? "Give zoneName, zoneId or an existing certificateArn."
    : "Give zoneName or zoneId for the ownership certificate, or an existing ownershipVerificationCertificateArn.";
}

function missing(isMissing: boolean, path: string, fix: string): RefusedInput[] {
  return isMissing ? [{ path, reason: `missing. ${fix}` }] : [];
}
