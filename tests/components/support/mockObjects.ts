import type { MockCallArgs, MockCallResult } from "@pulumi/pulumi/runtime";

/** What earlier versions of objects hold, by version ID. */
export const storedVersions = new Map<string, string>();

/** `aws.s3.getObject` as the provider answers when it is told to download. */
export function objectCall(args: MockCallArgs): MockCallResult | undefined {
  if (args.token !== "aws:s3/getObject:getObject") return undefined;
  const inputs = args.inputs as { versionId: string; downloadBody?: string };
  const text = storedVersions.get(inputs.versionId);
  if (text === undefined) throw new Error(`NoSuchVersion: ${inputs.versionId}`);
  if (inputs.downloadBody !== "true") return { ...inputs };
  return { ...inputs, bodyBase64: Buffer.from(text).toString("base64") };
}
