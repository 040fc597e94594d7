import { randomBytes, randomUUID } from "node:crypto";
import { accountId } from "./account";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();

function random(alphabet: string, length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += alphabet.charAt(byte % alphabet.length);
  return text;
}

/** 10 characters, as REST APIs, their resources and domain names have. */
export const newApiId = (): string => random(lower + digits, 10);
/** 6 characters, as deployments of REST APIs have. */
export const newDeploymentId = (): string => random(lower + digits, 6);
/** 6 characters, as API mappings have. */
export const newMappingId = (): string => random(lower + digits, 6);
/** 7 characters, as integrations and routes of HTTP APIs have. */
export const newPartId = (): string => random(lower + digits, 7);
/** 20 characters after `AROA`, as IAM roles have. */
export const newRoleId = (): string => `AROA${random(upper + digits, 17)}`;
/** 32 characters, as S3 gives versions. */
export const newVersionId = (): string => random(`${upper}${lower}${digits}._`, 32);
/** `E` and 13 characters. */
export const newDistributionId = (): string => `E${random(upper + digits, 13)}`;
/** `d` and 13 characters under cloudfront.net. */
export const newCloudFrontName = (): string => `d${random(lower + digits, 13)}.cloudfront.net`;
/** `Z` and 20 characters. */
export const newZoneId = (): string => `Z${random(upper + digits, 20)}`;
export const newUuid = (): string => randomUUID();

/** An ARN of this account. */
export function arn(
  service: string,
  region: string,
  resource: string,
  account = accountId,
): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
