import { ACMClient, ListCertificatesCommand } from "@aws-sdk/client-acm";
import { APIGatewayClient, GetDomainNameCommand } from "@aws-sdk/client-api-gateway";
import {
  CloudFrontClient,
  ListDistributionsByWebACLIdCommand,
  ListDistributionsCommand,
} from "@aws-sdk/client-cloudfront";
import {
  GetObjectCommand,
  HeadObjectCommand,
  type ListObjectVersionsCommandInput,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { GatewayActs } from "../support/gatewayActs";
import { signedFor } from "../support/signedCall";
import { startWireAccount, type WireAccount } from "../support/wireAccount";

describe("what a call of AWS's API asks for", () => {
  let wire: WireAccount;
  let acts: GatewayActs;
  let s3: S3Client;

  before(async () => {
    wire = await startWireAccount();
    acts = new GatewayActs(wire.account);
    s3 = new S3Client(wire.config);
    await acts.bucket("tree");
    for (const key of ["a/1", "a/2", "b", "c/d/1"]) await acts.object("tree", key, key);
  });
  after(() => wire.account.dispose());

  /** Status of a call that the SDK takes for an error. */
  const statusOf = (call: Promise<unknown>) =>
    call.then(
      () => 200,
      (error: unknown) =>
        (error as { $metadata: { httpStatusCode?: number } }).$metadata.httpStatusCode,
    );
  const list = (more: Partial<ListObjectVersionsCommandInput>) =>
    s3.send(new ListObjectVersionsCommand({ Bucket: "tree", ...more }));

  it("is a delimiter: ListObjectVersions gathers keys under common prefixes, page by page", async () => {
    const whole = await list({ Delimiter: "/" });
    assert.deepEqual(
      whole.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ["a/", "c/"],
    );
    assert.deepEqual(
      whole.Versions?.map(({ Key }) => Key),
      ["b"],
    );
    const below = await list({ Delimiter: "/", Prefix: "c/" });
    assert.deepEqual(
      below.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ["c/d/"],
    );

    const seen: (string | undefined)[] = [];
    let marker: Partial<ListObjectVersionsCommandInput> = {};
    for (let isTruncated: boolean | undefined = true; isTruncated;) {
      const page = await list({ Delimiter: "/", MaxKeys: 1, ...marker });
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      seen.push(...(page.Versions ?? []).map(({ Key }) => Key));
      isTruncated = page.IsTruncated;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    assert.deepEqual(seen, ["a/", "b", "c/"]);
  });

  it("is a number of keys: none for 0, and what is no number is refused", async () => {
    const none = await list({ MaxKeys: 0 });
    assert.equal(none.MaxKeys, 0);
    assert.equal(none.Versions, undefined);
    assert.equal(none.IsTruncated, false);
    await assert.rejects(list({ MaxKeys: -1 }), { name: "InvalidArgument" });
    await assert.rejects(list({ VersionIdMarker: "x" }), { name: "InvalidArgument" });
    await assert.rejects(
      new CloudFrontClient(wire.config).send(new ListDistributionsCommand({ MaxItems: -1 })),
      { name: "InvalidArgument" },
    );
    const acm = new ACMClient(wire.config);
    await assert.rejects(acm.send(new ListCertificatesCommand({ MaxItems: 0 })), {
      name: "ValidationException",
    });
  });

  it("is an object on a condition: 304 or 412 where it does not hold", async () => {
    const object = { Bucket: "tree", Key: "b" };
    const { ETag: etag = "", LastModified: changed = new Date() } = await s3.send(
      new HeadObjectCommand(object),
    );
    const earlier = new Date(changed.getTime() - 60_000);
    const get = (condition: Partial<GetObjectCommand["input"]>) =>
      statusOf(s3.send(new GetObjectCommand({ ...object, ...condition })));

    assert.equal(await get({ IfMatch: etag }), 200);
    assert.equal(await get({ IfMatch: '"other"' }), 412);
    assert.equal(await get({ IfNoneMatch: etag }), 304);
    assert.equal(await get({ IfNoneMatch: '"other"', IfModifiedSince: changed }), 200);
    assert.equal(await get({ IfModifiedSince: changed }), 304);
    assert.equal(await get({ IfModifiedSince: earlier }), 200);
    assert.equal(await get({ IfUnmodifiedSince: earlier }), 412);
    assert.equal(await get({ IfMatch: etag, IfUnmodifiedSince: earlier }), 200);
  });

  it("is an object of a bucket that never was versioned: its answer has no version", async () => {
    const bucket = { bucket: "plain-bucket" };
    await wire.account.aws.create("aws:s3/bucket:Bucket", "plain", bucket);
    await acts.object("plain-bucket", "key", "x");
    const object = { Bucket: "plain-bucket", Key: "key" };
    assert.equal((await s3.send(new HeadObjectCommand(object))).VersionId, undefined);

    await wire.account.aws.create("aws:s3/bucketVersioning:BucketVersioning", "plain", {
      ...bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    assert.equal((await s3.send(new HeadObjectCommand(object))).VersionId, "null");
  });

  it("are certificates of some usages: ListCertificates has no other", async () => {
    const acm = new ACMClient({ ...wire.config, region: "us-east-1" });
    const keyTypes = ["EC_prime256v1" as const];
    const arns = async (Includes: ListCertificatesCommand["input"]["Includes"]) =>
      (await acm.send(new ListCertificatesCommand({ Includes }))).CertificateSummaryList?.map(
        ({ CertificateArn }) => CertificateArn,
      );

    const client = "TLS_WEB_CLIENT_AUTHENTICATION";
    assert.deepEqual(await arns({ keyTypes, extendedKeyUsage: [client] }), [wire.clientArn]);
    const server = "TLS_WEB_SERVER_AUTHENTICATION";
    assert.deepEqual(await arns({ keyTypes, extendedKeyUsage: [server, "NONE"] }), []);
    assert.deepEqual(await arns({ keyTypes, keyUsage: ["DIGITAL_SIGNATURE"] }), [wire.clientArn]);
    assert.deepEqual(await arns({ keyTypes, keyUsage: ["CRL_SIGNING"] }), []);
    assert.deepEqual(await arns({ extendedKeyUsage: [client] }), []);
  });

  it("is refused by name where nothing here acts on it", async () => {
    const acm = new ACMClient(wire.config);
    await assert.rejects(
      acm.send(new ListCertificatesCommand({ SortBy: "CREATED_AT", SortOrder: "ASCENDING" })),
      /does not answer ListCertificates with SortBy, SortOrder;/,
    );
    await assert.rejects(
      acm.send(new ListCertificatesCommand({ Includes: { exportOption: "ENABLED" } })),
      /does not answer ListCertificates with exportOption;/,
    );
    await assert.rejects(
      new APIGatewayClient(wire.config).send(
        new GetDomainNameCommand({ domainName: "api.example.com", domainNameId: "x" }),
      ),
      /does not answer GetDomainName with domainNameId;/,
    );
    const { endpointUrl } = wire.account.local;
    const unknown = await fetch(`${endpointUrl}/tree?versions&fetch-owner=true`, {
      headers: signedFor("s3"),
    });
    assert.match(await unknown.text(), /does not answer ListObjectVersions with fetch-owner;/);
  });

  it("is another list of distributions: none is answered by the list of all of them", async () => {
    await assert.rejects(
      new CloudFrontClient(wire.config).send(
        new ListDistributionsByWebACLIdCommand({ WebACLId: "none" }),
      ),
      /does not answer GET \/2020-05-31\/distributionsByWebACLId\/none; of CloudFront it answers GetDistribution, ListDistributions/,
    );
  });

  it("is the truststore's version, which a domain that pins none does not have", async () => {
    const name = "unpinned.example.com";
    await acts.domain(name, await acts.certificate(name), {
      mutualTlsAuthentication: { truststoreUri: "s3://truststore/my truststore.pem" },
    });
    const { mutualTlsAuthentication: found } = await new APIGatewayClient(wire.config).send(
      new GetDomainNameCommand({ domainName: name }),
    );
    assert.equal(found?.truststoreUri, "s3://truststore/my truststore.pem");
    assert.equal(found.truststoreVersion, undefined);
  });
});
