import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { connect } from "node:net";
import { signedFor } from "../support/signedCall";
import { startWireAccount, type WireAccount } from "../support/wireAccount";

describe("no call of AWS's API ends the AWS on this machine", () => {
  let wire: WireAccount;
  let endpoint: string;

  before(async () => {
    wire = await startWireAccount();
    endpoint = wire.account.local.endpointUrl;
  });
  after(() => wire.account.dispose());

  it("neither metadata that no header can carry: it comes encoded by RFC 2047, as from S3", async () => {
    const { account, config } = wire;
    await account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "owned", {
      bucket: "truststore",
      key: "owned",
      content: "x",
      metadata: { owner: "東京", plain: "Tokyo" },
    });

    const { Metadata } = await new S3Client(config).send(
      new GetObjectCommand({ Bucket: "truststore", Key: "owned" }),
    );

    const owner = `=?UTF-8?B?${Buffer.from("東京").toString("base64")}?=`;
    assert.deepEqual(Metadata, { owner, plain: "Tokyo" });
  });

  it("nor one whose answer fails: it is told so", async () => {
    const { account } = wire;
    await account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "odd", {
      bucket: "truststore",
      key: "odd",
      content: "x",
      metadata: { "no header name": "x" },
    });

    const odd = await fetch(`${endpoint}/truststore/odd`, { headers: signedFor("s3") });

    assert.equal(odd.status, 500);
    assert.match(await odd.text(), /InternalFailure/);
  });

  it("nor a client that hangs up within its body", async () => {
    const { hostname, port } = new URL(endpoint);
    const { authorization = "" } = signedFor("acm");
    const socket = connect(Number(port), hostname);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{`;
    await new Promise((resolve) => socket.write(head, resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));

    const alive = await fetch(`${endpoint}/domainnames`, { headers: signedFor("apigateway") });
    assert.equal(alive.status, 200);
  });

  it("nor the names that every JavaScript object has: they are no service, no operation, no object", async () => {
    const service = await fetch(endpoint, { headers: signedFor("constructor") });
    assert.equal(service.status, 501);
    assert.match(await service.text(), /answers no calls of constructor; it answers acm, /);

    const operation = await fetch(endpoint, {
      method: "POST",
      headers: { ...signedFor("acm"), "x-amz-target": "CertificateManager.constructor" },
      body: "{}",
    });
    assert.equal(operation.status, 501);
    assert.match(await operation.text(), /does not answer constructor; of ACM it answers /);

    const collection = await fetch(`${endpoint}/constructor`, {
      headers: signedFor("apigateway"),
    });
    assert.equal(collection.status, 501);

    const object = { Bucket: "truststore", Key: "constructor" };
    await assert.rejects(new S3Client(wire.config).send(new HeadObjectCommand(object)), {
      name: "NotFound",
    });
  });

  it("nor a path that is no URI", async () => {
    const broken = await fetch(`${endpoint}/truststore/%zz`, { headers: signedFor("s3") });
    assert.equal(broken.status, 400);
    assert.match(await broken.text(), /<Code>InvalidURI<\/Code>/);
  });

  it("nor an input that is no JSON, or has another form: SerializationException", async () => {
    for (const body of ["{", "null", '{"Includes":[]}', '{"Includes":{"keyTypes":"RSA_2048"}}']) {
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: { ...signedFor("acm"), "x-amz-target": "CertificateManager.ListCertificates" },
        body,
      });
      assert.equal(answer.status, 400, body);
      assert.match(await answer.text(), /"__type":"SerializationException"/, body);
    }
  });
});
