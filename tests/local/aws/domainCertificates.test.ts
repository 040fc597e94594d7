import assert from "node:assert/strict";
import { type Actor, actor } from "../support/actors";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

const home = "us-east-2";

describe("server certificates of mTLS domains on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  before(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
  });
  after(() => account.dispose());

  /** Makes an mTLS domain whose server certificate has the subject of all the others here. */
  const create = async (name: string, issuer: Actor, region = home) => {
    const bucket = `trust-${name.slice(0, 1)}-${region}`;
    await account.aws.create("aws:s3/bucket:Bucket", bucket, { bucket, region });
    const object = { bucket, region, key: "store.pem", content: (await actor("Root")).pem };
    await account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", bucket, object);
    const server = await actor("Shared", {
      issuer,
      ca: false,
      names: [name],
      extendedKeyUsage: ["serverAuth"],
    });
    const held = await account.aws.create("aws:acm/certificate:Certificate", name, {
      certificateBody: server.pem,
      privateKey: server.keyPem,
      region,
    });
    return acts.domain(name, held.id, {
      region,
      ownershipVerificationCertificateArn: await acts.certificate("*.example.com", region),
      mutualTlsAuthentication: { truststoreUri: `s3://${bucket}/store.pem` },
    });
  };

  it("have one issuer for each subject, over all of a Region's domains, and may have another elsewhere", async () => {
    const issuer = await actor("Issuer");
    await create("a.example.com", issuer);
    assert.equal(await answer(create("b.example.com", issuer)), "");
    const other = await actor("Other issuer");
    assert.equal(
      await answer(create("c.example.com", other)),
      "BadRequestException: The certificate subject CN=Shared,O=MyOrg,C=JP conflicts with an existing certificate from a different issuer.",
    );
    assert.equal(await answer(create("d.example.com", other, "us-west-2")), "");
  });
});
