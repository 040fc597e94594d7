import { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { actor } from "../support/actors";
import { ClockedAccount } from "../support/clockedAccount";
import { answer } from "../support/gatewayActs";
import type { Kept, Plain } from "../support/providerClient";

const bucketType = "aws:s3/bucket:Bucket";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
const getObject = "aws:s3/getObject:getObject";

describe("null versions and delete markers of S3 on this machine", () => {
  let here: ClockedAccount;
  let bucket: Kept;
  let setting: Kept | undefined;
  beforeEach(async () => {
    here = await ClockedAccount.start();
    setting = undefined;
    bucket = await here.account.aws.create(bucketType, "b", { bucket: "marked" });
  });
  afterEach(() => here.account.dispose());

  const versioning = async (status: string) => {
    const inputs = { bucket: "marked", versioningConfiguration: { status } };
    const { aws } = here.account;
    setting =
      setting === undefined
        ? await aws.create(versioningType, "v", inputs)
        : await aws.update(setting, inputs);
  };
  const put = (content: string, name = "o") =>
    here.account.aws.create(objectType, name, { bucket: "marked", key: "a.pem", content });
  /** As by a program whose state has no version of the object: S3's DeleteObject. */
  const deleteObject = (kept: Kept) =>
    here.account.aws.delete({ ...kept, outputs: { ...kept.outputs, versionId: "" } });
  const read = (versionId?: unknown): Promise<string> =>
    here.account.aws
      .invoke(getObject, {
        bucket: "marked",
        key: "a.pem",
        downloadBody: "true",
        ...(versionId === undefined ? {} : { versionId }),
      })
      .then(
        ({ body }) => String(body),
        () => "-",
      );
  /** Newest first: versions by ID, delete markers with an exclamation mark. */
  const listed = async () => {
    const { Versions = [], DeleteMarkers = [] } = await new S3Client(here.wire("us-east-2")).send(
      new ListObjectVersionsCommand({ Bucket: "marked" }),
    );
    return [
      ...Versions.map(({ VersionId }) => VersionId),
      ...DeleteMarkers.map(({ VersionId, IsLatest }) => `!${VersionId} ${IsLatest}`),
    ];
  };

  /** Status, error and the headers about markers that S3 answers to GetObject. */
  const asked = async (VersionId?: string) => {
    const { endpoint } = here.wire("us-east-2");
    const query = VersionId === undefined ? "" : `?versionId=${VersionId}`;
    const scope = "AWS4-HMAC-SHA256 Credential=any/20261122/us-east-2/s3/aws4_request";
    const answered = await fetch(`${endpoint}/marked/a.pem${query}`, {
      headers: { authorization: scope },
    });
    const [, code] = /<Code>(\w+)</.exec(await answered.text()) ?? [];
    const header = (name: string) => answered.headers.get(name);
    return [answered.status, code, header("x-amz-delete-marker"), header("x-amz-version-id")];
  };

  it("are one null version at a time while versioning is suspended, beside every version from before", async () => {
    await versioning("Enabled");
    const { versionId } = (await put("one")).outputs;
    await versioning("Suspended");
    assert.equal((await put("two")).outputs.versionId, "null");
    await put("three");
    assert.deepEqual(await listed(), ["null", versionId]);
    assert.deepEqual([await read(), await read(versionId)], ["three", "one"]);
    await versioning("Enabled");
    const last = (await put("four")).outputs.versionId;
    assert.deepEqual(await listed(), [last, "null", versionId]);
  });

  it("hide an object whose version the program does not know, and leave its versions readable", async () => {
    const made = await put("one");
    await versioning("Enabled");
    await deleteObject(made);
    const [version, marker = ""] = await listed();
    assert.equal(version, "null");
    assert.match(marker, /^![A-Za-z0-9._]{32} true$/);
    assert.deepEqual([await read(), await read("null")], ["-", "one"]);
    assert.equal(await here.account.aws.read(made), undefined);
    assert.deepEqual(await asked(), [404, "NoSuchKey", "true", marker.slice(1, 33)]);
    const byVersion = [405, "MethodNotAllowed", "true", marker.slice(1, 33)];
    assert.deepEqual(await asked(marker.slice(1, 33)), byVersion);
  });

  it("take the place of the null version while versioning is suspended", async () => {
    await versioning("Enabled");
    const { versionId } = (await put("one")).outputs;
    await versioning("Suspended");
    await deleteObject(await put("two"));
    assert.deepEqual(await listed(), [versionId, "!null true"]);
    assert.deepEqual([await read("null"), await read(versionId)], ["-", "one"]);
  });

  it("keep a bucket from being deleted, unless it is told to delete all that is in it", async () => {
    await versioning("Suspended");
    await deleteObject(await put("one"));
    assert.deepEqual(await listed(), ["!null true"]);
    assert.equal(
      await answer(here.account.aws.delete(bucket)),
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    await here.account.aws.delete({
      ...bucket,
      outputs: { ...bucket.outputs, forceDestroy: true },
    });
    assert.equal(await here.account.aws.read(bucket), undefined);
  });

  it("are not what an unversioned bucket that is not empty has", async () => {
    await put("one");
    assert.equal(
      await answer(here.account.aws.delete(bucket)),
      "BucketNotEmpty: The bucket you tried to delete is not empty",
    );
  });

  it("hide a truststore from a domain that pins no version, and not from one that does", async () => {
    const name = "api.example.com";
    const server = await here.acts.certificate(name);
    await versioning("Enabled");
    const hidden = await put((await actor("Root")).pem);
    const truststoreVersion = hidden.outputs.versionId;
    await deleteObject(hidden);
    const domain = (more: Plain) =>
      here.acts.domain(name, server, {
        mutualTlsAuthentication: { truststoreUri: "s3://marked/a.pem", ...more },
      });
    const missing = (what: string) =>
      `BadRequestException: Invalid truststore URI s3://marked/a.pem: the object a.pem${what} does not exist or cannot be read`;
    assert.equal(await answer(domain({})), missing(""));
    const made = await domain({ truststoreVersion });
    // Its own program deletes every version.
    await here.account.aws.delete(hidden);
    assert.equal(
      await answer(here.account.aws.update(made, { ...made.inputs, tags: { of: "one" } })),
      "",
    );
    const again = { ...made.inputs, mutualTlsAuthentication: undefined };
    const off = await here.account.aws.update(made, again);
    assert.equal(
      await answer(here.account.aws.update(off, made.inputs)),
      missing(` in version ${String(truststoreVersion)}`),
    );
  });
});
