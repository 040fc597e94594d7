import { finding, type Finding } from "../finding";
import { isPublic, readBucketPolicy } from "./bucketPolicy";

/** The four settings of S3's block of public access. */
export const publicAccessSettings = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** One of {@link publicAccessSettings}. */
export type PublicAccessSetting = (typeof publicAccessSettings)[number];

/** An access control list with the resource that carries it. */
export interface CannedAcl {
  /** "the bucket", or an object's name. */
  of: string;
  /** "public-read" and the like. */
  acl: string;
}

/** What is known of who may use a truststore's bucket; what is left out trips nothing. */
export interface BucketPrivacyFacts {
  /** The bucket's name, the subject of the findings. */
  bucket: string;
  /** null: nothing sets the block, so that S3's default holds: all four, for buckets made since April 2023. */
  publicAccessBlock?: Partial<Record<PublicAccessSetting, boolean>> | null;
  /** Buckets are older than S3's default, so that the block has to be set. Default: false. */
  needsBlock?: boolean;
  /**
   * "BucketOwnerEnforced" and the like; null: S3's default, the same since April 2023. "ObjectWriter" leaves an object
   * to whoever wrote it; "BucketOwnerPreferred" is as good as its ACLs, and only bad where public ones count.
   */
  objectOwnership?: string | null;
  /** Canned ACLs of the bucket and of the truststore's object, those that are known. */
  acls?: readonly CannedAcl[];
  /** URIs of the groups that the bucket's ACL grants something to. */
  granteeGroups?: readonly string[];
  /** JSON text or document; null: none. */
  policy?: unknown;
}

/** ACLs that grant something to one of the groups below. */
const publicAcls: readonly string[] = ["public-read", "public-read-write", "authenticated-read"];

/** S3 calls an ACL public that grants anything to one of these groups. */
const publicGroup = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/**
 * GW006, on the bucket of a truststore: what opens it although S3's defaults keep it closed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function checkBucketPrivacy(facts: BucketPrivacyFacts): Finding[] {
  const { bucket: subject, publicAccessBlock, needsBlock = false, objectOwnership } = facts;
  const findings: Finding[] = [];
  const found = (message: string, fix?: string): void => {
    findings.push(finding("GW006", { subject, message, fix }));
  };
  if (publicAccessBlock === null && needsBlock) {
    found(`${subject} holds a truststore and has no public access block.`);
  }
  const missing = publicAccessSettings.filter((setting) => publicAccessBlock?.[setting] === false);
  if (missing.length > 0) {
    found(
      `${subject} holds a truststore, and its public access block leaves ${missing.join(", ")} off.`,
      `Set ${missing.join(", ")} to true.`,
    );
  }
  // Without a block that ignores them public ACLs count; S3's own block ignores them.
  const doPublicAclsCount =
    publicAccessBlock?.ignorePublicAcls === false || (publicAccessBlock === null && needsBlock);
  if (
    objectOwnership === "ObjectWriter" ||
    (objectOwnership === "BucketOwnerPreferred" && doPublicAclsCount)
  ) {
    found(
      `${subject} holds a truststore and has the object ownership ${objectOwnership}, with which access control lists count.`,
      "Set objectOwnership to BucketOwnerEnforced.",
    );
  }
  for (const { of, acl } of facts.acls ?? []) {
    if (!publicAcls.includes(acl)) continue;
    found(
      `${subject} holds a truststore, and ${of} has the ACL ${acl}.`,
      "Take the ACL away, and grant access to named principals in the bucket policy.",
    );
  }
  const groups = [...new Set(facts.granteeGroups ?? [])].filter((uri) => publicGroup.test(uri));
  if (groups.length > 0) {
    found(
      `${subject} holds a truststore, and its ACL grants something to ${groups.join(", ")}.`,
      "Take the grant away.",
    );
  }
  const open = (readBucketPolicy(facts.policy) ?? []).filter(isPublic);
  if (open.length > 0) {
    const actions = [...new Set(open.flatMap((statement) => statement.actions))].slice(0, 5);
    found(
      `${subject} holds a truststore, and its policy allows everybody ${actions.join(", ") || "all but some actions"}, with no condition of a fixed value that narrows it.`,
      "Name the principals in the bucket policy, or add a condition with a fixed value.",
    );
  }
  return findings;
}
