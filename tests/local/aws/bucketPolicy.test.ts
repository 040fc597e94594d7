import assert from "node:assert/strict";
import { actor } from "../support/actors";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const own = "arn:aws:s3:::policed";

describe("the policy of a bucket on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  before(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
    await acts.bucket("policed");
    await account.aws.create("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "p", {
      bucket: "policed",
      blockPublicPolicy: true,
    });
  });
  after(() => account.dispose());

  const put = (...Statement: Plain[]) =>
    account.aws.create(policyType, "p", {
      bucket: "policed",
      policy: JSON.stringify({ Version: "2012-10-17", Statement }),
    });

  it("is public when it allows everybody anything, unless a condition fixes who that is", async () => {
    const refused = async (more: Plain) => {
      const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", ...more };
      return (await answer(put({ Resource: `${own}/*`, ...statement }))).slice(0, 12);
    };
    const where = (key: string, value: string) => ({
      Condition: { StringEquals: { [key]: value } },
    });
    const blocked = "AccessDenied";
    assert.equal(await refused({}), blocked);
    assert.equal(await refused({ Principal: { AWS: ["*"] } }), blocked);
    assert.equal(
      await refused({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      blocked,
    );
    assert.equal(await refused(where("aws:SourceArn", "arn:aws:s3:::*")), blocked);
    assert.equal(
      await refused({ Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }),
      blocked,
    );
    assert.equal(await refused({ Effect: "Deny" }), "");
    assert.equal(await refused({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }), "");
    assert.equal(await refused(where("aws:SourceAccount", "123456789012")), "");
    assert.equal(
      await refused({ Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }),
      "",
    );
  });

  it("is refused as malformed with an effect, a version or an action that S3 does not know, or with a part left out", async () => {
    const refused = (more: Plain, version: unknown = "2012-10-17") =>
      answer(
        account.aws.create(policyType, "p", {
          bucket: "policed",
          policy: JSON.stringify({
            Version: version,
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:GetObject",
                Resource: `${own}/*`,
                ...more,
              },
            ],
          }),
        }),
      );
    assert.equal(
      await refused({ Effect: "Maybe" }),
      'MalformedPolicy: Invalid effect: "Maybe" (a statement has Allow or Deny)',
    );
    assert.equal(
      await refused({}, "1999"),
      'MalformedPolicy: The policy must contain a valid version string ("1999" is none; there are 2012-10-17 and 2008-10-17)',
    );
    assert.equal(
      await refused({ Action: ["s3:GetObject", "ec2:RunInstances"] }),
      'MalformedPolicy: Policy has invalid action ("ec2:RunInstances"; a bucket\'s policy has actions of s3, or *)',
    );
    for (const part of ["Effect", "Principal", "Action", "Resource"]) {
      const words = `MalformedPolicy: Missing required field ${part}`;
      assert.equal(await refused({ [part]: undefined }), words);
    }
    assert.equal(await refused({ Action: undefined, NotAction: "S3:Get*" }), "");
    assert.equal(await refused({ Action: "*" }, "2008-10-17"), "");
    assert.equal(await refused({}, undefined), "");
  });

  it("keeps API Gateway from a truststore that it denies to everybody, over TLS", async () => {
    const name = "api.example.com";
    const server = await acts.certificate(name);
    const store = await acts.object("policed", "store.pem", (await actor("Root")).pem);
    const truststoreUri = "s3://policed/store.pem";
    const pinned = { truststoreUri, truststoreVersion: store.outputs.versionId };
    const deny = { Effect: "Deny", Principal: "*", Resource: `${own}/*` };
    const domain = async (mutualTlsAuthentication: Plain) => {
      const made = acts.domain(name, server, { mutualTlsAuthentication });
      const refusal = await answer(made);
      if (refusal === "") await account.aws.delete(await made);
      return refusal;
    };
    const denied = (action: string) =>
      `BadRequestException: Invalid truststore URI s3://policed/store.pem: the bucket's policy denies the caller ${action} on store.pem`;
    await put({ ...deny, Action: "s3:getobject*" });
    assert.equal(await domain(pinned), denied("s3:GetObjectVersion"));
    assert.equal(await domain({ truststoreUri }), denied("s3:GetObject"));
    await put({ ...deny, Action: "s3:GetObjectVersion", Principal: { AWS: "123456789012" } });
    assert.equal(await domain(pinned), denied("s3:GetObjectVersion"));
    assert.equal(await domain({ truststoreUri }), "");
    for (const harmless of [
      { Resource: `${own}/other.pem` },
      { Principal: { AWS: "arn:aws:iam::999999999999:root" } },
      { Action: "s3:PutObject" },
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]) {
      await put({ ...deny, Action: "s3:*", ...harmless });
      assert.equal(await domain(pinned), "", JSON.stringify(harmless));
    }
    await put({ ...deny, Action: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } });
    assert.equal(await domain(pinned), denied("s3:GetObjectVersion"));
  });
});
