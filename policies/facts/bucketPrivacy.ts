import {
  publicAccessSettings,
  type BucketPrivacyFacts,
  type CannedAcl,
  type PublicAccessSetting,
} from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { flagFact, lengthOf, look, textFact, textOf, type Seen } from "../frame/seen";
import { tokens } from "../frame/tokens";
import { bucketPolicy, policyFact } from "./bucketPolicies";
import { bucketName, bucketSettings, type TruststoreBucket } from "./truststoreBuckets";

/** What is known of who may use a truststore's bucket, and whether that is all there is to know. */
export interface BucketPrivacy {
  facts: BucketPrivacyFacts;
  isWhole: boolean;
}

/** Reads the public access block, ownership, ACLs, grants and policy of a truststore's bucket. */
export function bucketPrivacy(
  program: Program,
  { bucket, object }: TruststoreBucket,
  needsBlock: boolean,
): BucketPrivacy {
  const block = publicAccessBlock(program, bucket);
  const ownership = objectOwnership(program, bucket);
  const acls = cannedAcls(program, bucket, object);
  const grants = granteeGroups(program, bucket);
  const policy = bucketPolicy(program, bucket);
  return {
    facts: {
      bucket: bucketName(program, bucket) ?? bucket.name,
      publicAccessBlock: block.value,
      needsBlock,
      objectOwnership: ownership,
      acls: acls.list,
      granteeGroups: grants.list,
      policy: policyFact(policy),
    },
    isWhole:
      block.isWhole &&
      ownership !== undefined &&
      acls.isWhole &&
      grants.isWhole &&
      policy.state !== "unknown",
  };
}

/** The block of the bucket and that of the account count together: a setting is on when either has it on. */
function publicAccessBlock(
  program: Program,
  bucket: PolicyResource,
): { value: BucketPrivacyFacts["publicAccessBlock"]; isWhole: boolean } {
  const { own, isOpen } = bucketSettings(program, bucket, [tokens.bucketPublicAccessBlock]);
  const accounts = program.ofType([tokens.accountPublicAccessBlock]);
  const flagsOf = (from: readonly PolicyResource[], setting: PublicAccessSetting) =>
    from.map((resource) => flagFact(program.see(resource, setting)));
  const isOn = (setting: PublicAccessSetting): boolean | undefined => {
    const flags = flagsOf([...own, ...accounts], setting);
    if (flags.includes(true)) return true;
    return flags.includes(undefined) || isOpen ? undefined : false;
  };
  const settings = publicAccessSettings.map((setting) => [setting, isOn(setting)] as const);
  if (own.length === 0 && !settings.every(([, flag]) => flag === true)) {
    // Nothing sets the bucket's own, and the account's does not take S3's default away.
    const isKnown = !isOpen && settings.every(([, flag]) => flag !== undefined);
    return { value: isKnown ? null : undefined, isWhole: !isOpen };
  }
  return {
    value: Object.fromEntries(settings.filter(([, flag]) => flag !== undefined)),
    isWhole: settings.every(([, flag]) => flag !== undefined),
  };
}

function objectOwnership(program: Program, bucket: PolicyResource): string | null | undefined {
  const { own, isOpen } = bucketSettings(program, bucket, [tokens.bucketOwnershipControls]);
  const [controls] = own;
  if (isOpen) return undefined;
  return controls === undefined ? null : textFact(program.see(controls, "rule", "objectOwnership"));
}

const aclTokens: readonly string[] = [tokens.bucketAcl, tokens.bucketAclV2];

function cannedAcls(
  program: Program,
  bucket: PolicyResource,
  object: PolicyResource | undefined,
): { list: CannedAcl[]; isWhole: boolean } {
  const { own, isOpen } = bucketSettings(program, bucket, aclTokens);
  const seen = [
    ...[bucket, ...own].map((resource) => ({ of: "it", acl: program.see(resource, "acl") })),
    ...(object === undefined
      ? []
      : [{ of: `its object ${object.name}`, acl: program.see(object, "acl") }]),
  ];
  return {
    list: seen.flatMap(({ of, acl }) => {
      const text = textOf(acl) ?? "";
      return text === "" ? [] : [{ of, acl: text }];
    }),
    isWhole: !isOpen && seen.every(({ acl }) => acl.state !== "unknown"),
  };
}

/** Groups that the bucket's ACL names; one with grants has no canned ACL. */
function granteeGroups(
  program: Program,
  bucket: PolicyResource,
): { list: string[]; isWhole: boolean } {
  const lists = [
    { grants: program.see(bucket, "grants"), uri: ["uri"] },
    ...bucketSettings(program, bucket, aclTokens).own.map((acl) => ({
      grants: program.see(acl, "accessControlPolicy", "grants"),
      uri: ["grantee", "uri"],
    })),
  ];
  const uris: Seen[] = lists.flatMap(({ grants, uri }) =>
    grants.state === "known"
      ? Array.from({ length: lengthOf(grants) ?? 0 }, (_, at) => look(grants.value, at, ...uri))
      : [grants],
  );
  return {
    list: uris.map(textOf).filter((uri) => uri !== undefined),
    isWhole: uris.every(({ state }) => state !== "unknown"),
  };
}
