import assert from "node:assert/strict";
import { type Actor, actor } from "../support/actors";
import { distributionInputs, originInputs } from "../support/distributionInputs";
import { answer } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Kept, Plain } from "../support/providerClient";

const distribution = "aws:cloudfront/distribution:Distribution";

describe("CloudFront on this machine", () => {
  let account: LocalAccount;
  let root: Actor;
  before(async () => {
    account = await LocalAccount.start({ region: "us-east-1" });
    root = await actor("Root");
  });
  after(() => account.dispose());

  const imported = async (client: Actor, more: Plain = {}): Promise<string> => {
    const inputs = { certificateBody: client.pem, privateKey: client.keyPem, ...more };
    return (await account.aws.create("aws:acm/certificate:Certificate", "c", inputs)).id;
  };
  const origin = (clientCertificateArn: string, config: Plain = {}, originId = "api"): Plain =>
    originInputs(
      "api.example.com",
      { originMtlsConfig: { clientCertificateArn }, ...config },
      originId,
    );
  const inputsOf = (origins: Plain[], more: Plain = {}): Plain =>
    distributionInputs(origins, {
      defaultCacheBehavior: {
        targetOriginId: "api",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["HEAD", "GET"],
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      },
      ...more,
    });
  const create = (origins: Plain[], more: Plain = {}): Promise<Kept> =>
    account.aws.create(distribution, "d", inputsOf(origins, more));

  it("presents the imported client certificate to its origin", async () => {
    const client = await actor("my-client", { issuer: root, ca: false });
    const arn = await imported(client, { certificateChain: root.pem });
    const made = await create([origin(arn)]);
    assert.match(made.id, /^E[A-Z0-9]{13}$/);
    assert.match(String(made.outputs.domainName), /^d[a-z0-9]{13}\.cloudfront\.net$/);
    assert.equal(made.outputs.status, "Deployed");
    const view = account.local.account.distributions().find(({ id }) => id === made.id);
    assert.equal(view?.origins[0]?.clientCertificate?.certificatePem, client.pem);
    assert.deepEqual((await account.aws.diff(made, inputsOf([origin(arn)]))).changes, {});
    const held = {
      urn: made.urn.replace(distribution, "aws:acm/certificate:Certificate"),
      id: arn,
    };
    const certificate = await account.aws.read(held);
    assert.ok(certificate !== undefined);
    assert.match(await answer(account.aws.delete(certificate)), /^ResourceInUseException: /);
    await account.aws.delete(made);
    await account.aws.delete(certificate);
  });

  it("refuses a client certificate that CloudFront does not take, naming the rule", async () => {
    const rule = async (arn: string, config: Plain = {}) =>
      (await answer(create([origin(arn, config)]))).slice(0, 30);
    const server = await actor("s", { ca: false, extendedKeyUsage: ["serverAuth"] });
    assert.equal(await rule(await imported(server)), "InvalidArgument: CC101 error: ");
    const large = await actor("l", { ca: false, curve: "P-384" });
    assert.equal(await rule(await imported(large)), "InvalidArgument: CC102 error: ");
    const abroad = await actor("a", { ca: false });
    assert.equal(
      await rule(await imported(abroad, { region: "us-east-2" })),
      "InvalidArgument: CC106 error: ",
    );
    const fine = await imported(await actor("f", { ca: false }));
    assert.equal(
      await rule(fine, { originProtocolPolicy: "match-viewer" }),
      "InvalidArgument: CF002 error: ",
    );
    assert.match(
      await answer(create([origin("arn:aws:acm:us-east-1:123456789012:certificate/none")])),
      /^InvalidArgument: The client certificate arn:aws:acm:.* does not exist/,
    );
  });

  it("refuses more than five different client certificates in one distribution", async () => {
    const origins: Plain[] = [];
    for (const id of ["api", "b", "c", "d", "e", "f"]) {
      origins.push(origin(await imported(await actor(id, { ca: false })), {}, id));
    }
    assert.match(await answer(create(origins)), /^InvalidArgument: CC108 error: /);
    assert.equal(await answer(create(origins.slice(0, 5))), "");
  });

  it("refuses aliases without a certificate, unknown origins and unknown policies", async () => {
    const arn = await imported(await actor("x", { ca: false }));
    assert.match(
      await answer(create([origin(arn)], { aliases: ["www.example.com"] })),
      /^InvalidViewerCertificate: To add an alternate domain name/,
    );
    assert.match(await answer(create([origin(arn, {}, "other")])), /^NoSuchOrigin: /);
    const behavior = inputsOf([]).defaultCacheBehavior as Plain;
    assert.match(
      await answer(
        create([origin(arn)], { defaultCacheBehavior: { ...behavior, cachePolicyId: "mine" } }),
      ),
      /^NoSuchCachePolicy: /,
    );
  });

  it("leaves a disabled distribution behind when it is told to retain it", async () => {
    const arn = await imported(await actor("r", { ca: false }));
    const made = await create([origin(arn)], { retainOnDelete: true });
    await account.aws.delete(made);
    const left = await account.aws.read(made);
    assert.deepEqual([left?.outputs.enabled, left?.inputs.enabled], [false, false]);
  });
});
