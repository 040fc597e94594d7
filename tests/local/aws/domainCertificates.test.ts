import assert from "node:assert/strict";
import { type Actor, actor } from "../support/actors";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

describe("server certificates of mTLS domains on this machine", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  it("have one issuer for each subject, over all of the domains", async () => {
    const acts = new GatewayActs(account);
    await acts.bucket("trust");
    const store = await acts.object("trust", "store.pem", (await actor("Root")).pem);
    const proof = await acts.certificate("*.example.com");
    const create = async (name: string, issuer: Actor) => {
      const server = await actor("Shared", {
        issuer,
        ca: false,
        names: [name],
        extendedKeyUsage: ["serverAuth"],
      });
      const held = await account.aws.create("aws:acm/certificate:Certificate", name, {
        certificateBody: server.pem,
        privateKey: server.keyPem,
      });
      return acts.domain(name, held.id, {
        ownershipVerificationCertificateArn: proof,
        mutualTlsAuthentication: {
          truststoreUri: "s3://trust/store.pem",
          truststoreVersion: store.outputs.versionId,
        },
      });
    };
    const issuer = await actor("Issuer");
    await create("a.example.com", issuer);
    assert.equal(await answer(create("b.example.com", issuer)), "");
    assert.equal(
      await answer(create("c.example.com", await actor("Other issuer"))),
      "BadRequestException: The certificate subject CN=Shared,O=MyOrg,C=JP conflicts with an existing certificate from a different issuer.",
    );
  });
});
