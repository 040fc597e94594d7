import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { crc32 } from "node:zlib";
import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { ObjectVersion } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { PropertyRules, ResourceType } from "../../provider/resourceType";
import { Asset, type Values } from "../../provider/values";
import { text } from "../text";
import { bucketIn, deleteObject, findVersion, putObject } from "./bucketStore";

const contentInputs = ["content", "contentBase64", "source", "sourceHash", "etag"];
/** Inputs that travel with the content: a change of one puts a new version as well. */
const headers = [
  "cacheControl",
  "contentDisposition",
  "contentEncoding",
  "contentLanguage",
  "contentType",
  "metadata",
  "websiteRedirect",
];

const properties: PropertyRules = {
  emulated: ["bucket", "key", "region", "forceDestroy", "tags", ...contentInputs, ...headers],
  inert: {
    acl: ["private"],
    bucketKeyEnabled: [false],
    serverSideEncryption: ["AES256"],
    storageClass: ["STANDARD"],
  },
  replaces: ["bucket", "key"],
  computed: [
    "acl",
    "bucketKeyEnabled",
    "contentType",
    "etag",
    "kmsKeyId",
    "serverSideEncryption",
    "storageClass",
  ],
  conflicts: [["content", "contentBase64", "source"]],
  writeOnly: ["content", "contentBase64", "source", "sourceHash", "forceDestroy", "key"],
  autoName: { property: "key", maxLength: 1024, verbatim: true },
};

/** `aws.s3.BucketObjectv2`: every put of changed content is a new version when the bucket is versioned. */
export function bucketObjectv2(account: Account, assetFolder: string): ResourceType {
  const withChecksum = { checksumAlgorithm: ["SHA256", "SHA1", "CRC32"] };
  return objectType(account, assetFolder, "aws:s3/bucketObjectv2:BucketObjectv2", {
    ...properties,
    emulated: [...properties.emulated, "checksumAlgorithm"],
    enums: withChecksum,
  });
}

/** `aws.s3.BucketObject`, the deprecated twin of BucketObjectv2. */
export function bucketObject(account: Account, assetFolder: string): ResourceType {
  return objectType(account, assetFolder, "aws:s3/bucketObject:BucketObject", properties);
}

function objectType(
  account: Account,
  assetFolder: string,
  token: string,
  rules: PropertyRules,
): ResourceType {
  const put = (inputs: Values, region: string): Values => {
    const target = { bucket: text(inputs.bucket), key: text(inputs.key), region };
    return doing(`uploading S3 Object (${target.key}) to Bucket (${target.bucket})`, () => {
      const version = putObject(
        account,
        target,
        contentOf(inputs, assetFolder),
        settingsOf(inputs),
      );
      return { ...inputs, ...describe(account, target, version) };
    });
  };
  return {
    token,
    properties: rules,
    changedOutputs: (changed) =>
      changed.some((name) => putsAgain(name)) ? ["versionId", "etag"] : [],
    create: (inputs, { region }) => ({ id: text(inputs.key), outputs: put(inputs, region) }),
    importedId: (id) => idOf(id, {})[1],
    read(id, outputs, { region }) {
      const [bucketName, key] = idOf(id, outputs);
      const bucket = account.state.buckets[bucketName];
      if (bucket?.region !== region) return undefined;
      const version = findVersion(bucket, key);
      if (version === undefined) return undefined;
      const target = { bucket: bucketName, key, region };
      return { ...outputs, ...describe(account, target, version) };
    },
    update(_, inputs, outputs, { region }) {
      const names = [...contentInputs, ...headers, "checksumAlgorithm"];
      const again = names.some(
        (name) =>
          inputs[name] !== undefined &&
          (inputs[name] instanceof Asset ||
            JSON.stringify(inputs[name]) !== JSON.stringify(outputs[name])),
      );
      const dropped = names.some((name) => inputs[name] === undefined && isGiven(outputs, name));
      if (again || dropped) return put(inputs, region);
      return account.change((draft) => {
        const target = { bucket: text(inputs.bucket), key: text(inputs.key), region };
        const bucket = bucketIn(draft, target.bucket, region, "PutObjectTagging");
        const version = findVersion(bucket, target.key);
        if (version === undefined) return { ...outputs, ...inputs };
        version.settings = settingsOf(inputs);
        return { ...inputs, ...describe(account, target, version) };
      });
    },
    delete(id, outputs) {
      const [bucket, key] = idOf(id, outputs);
      // The provider deletes every version of an object that has versions.
      deleteObject(account, { bucket, key }, text(outputs.versionId) !== "");
    },
  };
}

function putsAgain(name: string): boolean {
  return contentInputs.includes(name) || headers.includes(name) || name === "checksumAlgorithm";
}

function isGiven(outputs: Values, name: string): boolean {
  return ["content", "contentBase64", "source", ...headers].includes(name) && name !== "contentType"
    ? outputs[name] !== undefined && outputs[name] !== ""
    : false;
}

/** The ID is the key; an import says `bucket/key`. */
function idOf(id: string, outputs: Values): [string, string] {
  if (outputs.bucket !== undefined) return [text(outputs.bucket), text(outputs.key)];
  const [, bucket = "", key = ""] = /^(?:s3:\/\/)?([^/]+)\/(.+)$/.exec(id) ?? [];
  return [bucket, key];
}

function contentOf(inputs: Values, assetFolder: string): Buffer {
  if (typeof inputs.content === "string") return Buffer.from(inputs.content);
  if (typeof inputs.contentBase64 === "string") return Buffer.from(inputs.contentBase64, "base64");
  const { source } = inputs;
  if (!(source instanceof Asset)) return Buffer.alloc(0);
  if (source.text !== undefined) return Buffer.from(source.text);
  if (source.path === undefined) {
    throw new Error("only text and file assets are emulated by the AWS on this machine");
  }
  // The engine does not tell a provider that it attaches to where the program is.
  const file = resolve(assetFolder, source.path);
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new Error(
      `the file asset ${source.path} cannot be read (${file}: ${code}): give an absolute path, or start the AWS on this machine in the program's folder`,
    );
  }
}

/** What is kept with the version: everything but the content itself. */
function settingsOf(inputs: Values): Values {
  const entries = Object.entries(inputs).filter(
    ([name]) => !["content", "contentBase64", "source"].includes(name),
  );
  return Object.fromEntries(entries);
}

function describe(
  account: Account,
  target: { bucket: string; key: string },
  version: ObjectVersion,
): Values {
  const { settings } = version;
  return {
    acl: "private",
    contentType: "application/octet-stream",
    bucketKeyEnabled: false,
    serverSideEncryption: "AES256",
    storageClass: "STANDARD",
    ...settings,
    ...checksums(account, version),
    bucket: target.bucket,
    key: target.key,
    arn: arn("s3", "", `${target.bucket}/${target.key}`, ""),
    etag: version.etag,
    versionId: account.state.buckets[target.bucket]?.versioning === undefined ? "" : version.id,
  };
}

function checksums(account: Account, { settings, blob }: ObjectVersion): Values {
  if (settings.checksumAlgorithm === undefined) return {};
  const content = account.folder.getBlob(blob) ?? Buffer.alloc(0);
  const hash = (algorithm: string) => createHash(algorithm).update(content).digest("base64");
  switch (settings.checksumAlgorithm) {
    case "SHA256":
      return { checksumSha256: hash("sha256") };
    case "SHA1":
      return { checksumSha1: hash("sha1") };
    default: {
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(content));
      return { checksumCrc32: sum.toString("base64") };
    }
  }
}
