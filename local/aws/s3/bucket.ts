import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { Bucket } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { bucketIn, s3Error } from "./bucketStore";

const separate = (resource: string) =>
  `the property is deprecated, use the resource ${resource} instead`;

/** Hosted zone IDs of S3 website endpoints: https://docs.aws.amazon.com/general/latest/gr/s3.html */
const websiteZones: Readonly<Record<string, string>> = {
  "us-east-1": "Z3AQBSTGFJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "ap-northeast-1": "Z2M4EHUR26P7ZW",
};

/** `aws.s3.Bucket`: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export function bucket(account: Account): ResourceType {
  return {
    token: "aws:s3/bucket:Bucket",
    properties: {
      emulated: ["bucket", "bucketPrefix", "forceDestroy", "region", "tags"],
      refused: {
        policy: separate("aws.s3.BucketPolicy"),
        serverSideEncryptionConfiguration: separate(
          "aws.s3.BucketServerSideEncryptionConfiguration",
        ),
        versioning: separate("aws.s3.BucketVersioning"),
      },
      inert: { objectLockEnabled: [false], acl: ["private"] },
      replaces: ["bucket", "bucketPrefix", "objectLockEnabled"],
      computed: ["bucket", "bucketPrefix", "acl"],
      conflicts: [["bucket", "bucketPrefix"]],
      writeOnly: ["bucketPrefix"],
      autoName: {
        property: "bucket",
        unless: ["bucketPrefix"],
        maxLength: 63,
        lowerCase: true,
      },
    },
    check: checkName,
    plannedOutputs: (inputs, { region }) =>
      inputs.bucket === undefined ? {} : addresses(text(inputs.bucket), region),
    create(inputs, { region }) {
      const name =
        inputs.bucket === undefined
          ? `${text(inputs.bucketPrefix)}${Date.now()}`
          : text(inputs.bucket);
      return doing(`creating S3 Bucket (${name})`, () => {
        const settings = { ...inputs, bucket: name };
        const made = account.change((draft) => {
          if (draft.buckets[name] !== undefined) {
            const detail =
              "Your previous request to create the named bucket succeeded and you already own it.";
            throw s3Error("CreateBucket", 409, "BucketAlreadyOwnedByYou", detail);
          }
          const createdAt = account.now().toISOString();
          return (draft.buckets[name] = { name, region, createdAt, settings, objects: {} });
        });
        return { id: name, outputs: describe(made) };
      });
    },
    read(id) {
      const found = account.state.buckets[id];
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs, _, { region }) {
      return account.change((draft) => {
        const found = bucketIn(draft, id, region, "PutBucketTagging");
        found.settings = { ...inputs, bucket: id };
        return describe(found);
      });
    },
    delete(id, outputs, { region }) {
      if (account.state.buckets[id] === undefined) return;
      doing(`deleting S3 Bucket (${id})`, () => {
        account.change((draft) => {
          const found = bucketIn(draft, id, region, "DeleteBucket");
          if (Object.keys(found.objects).length > 0 && outputs.forceDestroy !== true) {
            const versioned = found.versioning !== undefined;
            const detail = `The bucket you tried to delete is not empty${versioned ? ". You must delete all versions in the bucket." : ""}`;
            throw s3Error("DeleteBucket", 409, "BucketNotEmpty", detail);
          }
          Reflect.deleteProperty(draft.buckets, id);
        });
      });
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const reserved = {
  prefixes: ["xn--", "sthree-", "amzn-s3-demo-"],
  suffixes: ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"],
};

function checkName({ bucket: name, bucketPrefix: prefix }: Values): CheckFailure[] {
  if (typeof name === "string") return nameProblems("bucket", name, name);
  // Digits follow a prefix, and make a name of it.
  return typeof prefix === "string" ? nameProblems("bucketPrefix", prefix, `${prefix}00`) : [];
}

function nameProblems(property: string, given: string, name: string): CheckFailure[] {
  const refuse = (why: string) => [
    { property, reason: `"${given}" is no name for an S3 bucket: ${why}` },
  ];
  const prefix = reserved.prefixes.find((one) => name.startsWith(one));
  if (prefix !== undefined) return refuse(`none begins with ${prefix}`);
  const suffix = reserved.suffixes.find((one) => name.endsWith(one));
  if (suffix !== undefined) return refuse(`none ends with ${suffix}`);
  if (/^(\d+\.){3}\d+$/.test(name)) return refuse("none looks like an IP address");
  const fits = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|\.-|-\./.test(name);
  if (fits) return [];
  return refuse(
    "3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit, no two dots together and no hyphen beside one",
  );
}

function addresses(name: string, region: string): Values {
  return {
    arn: arn("s3", "", name, ""),
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    bucketRegion: region,
    hostedZoneId: websiteZones[region] ?? "",
  };
}

function describe({ name, region, settings, versioning, encryption }: Bucket): Values {
  return {
    forceDestroy: false,
    objectLockEnabled: false,
    requestPayer: "BucketOwner",
    ...settings,
    ...addresses(name, region),
    bucket: name,
    versioning: { enabled: versioning === "Enabled", mfaDelete: false },
    serverSideEncryptionConfiguration: {
      rule: encryption ?? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    },
  };
}
