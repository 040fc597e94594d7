import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { FunctionType } from "../../provider/resourceType";
import { text } from "../text";
import { bucketIn, findVersion, s3Error } from "./bucketStore";

/** `aws.s3.getObject`: an object, in one of its versions, with its content when that is asked for. */
export function getObject(account: Account): FunctionType {
  return {
    token: "aws:s3/getObject:getObject",
    properties: {
      emulated: ["bucket", "downloadBody", "key", "region", "versionId"],
      refused: {
        checksumMode: "checksums are not given here",
        range: "objects are read whole",
        tags: "objects are found by bucket and key",
      },
      enums: { downloadBody: ["true", "false"] },
    },
    invoke(inputs, { region }) {
      const bucketName = text(inputs.bucket);
      const key = text(inputs.key);
      const wanted = text(inputs.versionId);
      const bucket = bucketIn(account.state, bucketName, region, "HeadObject");
      const version = findVersion(bucket, key, wanted === "" ? undefined : wanted);
      if (version === undefined) {
        const what = wanted === "" ? "NotFound" : "NoSuchVersion";
        const detail = `The object s3://${bucketName}/${key}${wanted === "" ? "" : ` in version ${wanted}`} does not exist`;
        throw s3Error("HeadObject", 404, what, detail);
      }
      const content = account.folder.getBlob(version.blob) ?? Buffer.alloc(0);
      const contentType = text(version.settings.contentType) || "application/octet-stream";
      const asked = text(inputs.downloadBody);
      // Left out, the provider reads content of a type for people to read.
      const isText = /^text\/|^application\/(ld\+)?json$|^application\/(xml|yaml)/.test(
        contentType,
      );
      return {
        id: wanted === "" ? `${bucketName}/${key}` : `${bucketName}/${key}@${wanted}`,
        bucket: bucketName,
        key,
        region,
        arn: arn("s3", "", `${bucketName}/${key}`, ""),
        body: asked === "true" || (isText && asked === "") ? content.toString("utf8") : "",
        bodyBase64: asked === "true" ? content.toString("base64") : "",
        bucketKeyEnabled: false,
        cacheControl: text(version.settings.cacheControl),
        contentDisposition: text(version.settings.contentDisposition),
        contentEncoding: text(version.settings.contentEncoding),
        contentLanguage: text(version.settings.contentLanguage),
        contentLength: version.size,
        contentType,
        etag: version.etag,
        expiration: "",
        expires: "",
        lastModified: new Date(version.lastModified).toUTCString(),
        metadata: version.settings.metadata ?? {},
        objectLockLegalHoldStatus: "",
        objectLockMode: "",
        objectLockRetainUntilDate: "",
        serverSideEncryption: "AES256",
        sseKmsKeyId: "",
        storageClass: "STANDARD",
        tags: version.settings.tags ?? {},
        versionId: bucket.versioning === undefined ? "" : version.id,
        websiteRedirectLocation: text(version.settings.websiteRedirect),
        ...(inputs.downloadBody === undefined ? {} : { downloadBody: text(inputs.downloadBody) }),
      };
    },
  };
}
