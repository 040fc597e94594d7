import assert from "node:assert/strict";

import { compliantProgram } from "../../support/compliantProgram";
import { judge, unknown, verdicts, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const stack = { type: "pulumi:pulumi:Stack", inputs: {}, isComponent: true };
const plainKeys = [{ resource: "truststore", property: "content" }];

/** Which of a program's findings are about private keys. */
async function said(program: FixtureProgram): Promise<string[]> {
  return (await verdicts(program, { plainKeys })).filter((line) => line.startsWith("SEC"));
}

describe("SEC001 on private keys", () => {
  it("names the property and the resource, and nothing of the key", async () => {
    const found = await judge(compliantProgram(""), { plainKeys });

    assert.deepEqual(
      found.map(({ message }) => message),
      [
        "SEC001 error: truststore.content holds a private key that is not a secret: the state and the output show it to everyone. Fix: Wrap the value in pulumi.secret(...); replace the key if the stack was ever updated with it.",
      ],
    );
  });

  it("names a stack output as such", async () => {
    const program = { stack, ...compliantProgram("") };
    const found = await judge(program, {
      plainKeys: [{ resource: "stack", property: "clientKey" }],
    });

    assert.match(
      found[0]?.message ?? "",
      /^SEC001 error: the stack output clientKey holds a private key/,
    );
  });

  it("says nothing about a program without mutual TLS", async () => {
    const truststore = { type: "aws:s3/bucketObjectv2:BucketObjectv2", inputs: {} };
    const distribution = {
      type: "aws:cloudfront/distribution:Distribution",
      inputs: { origins: [] },
    };

    assert.deepEqual(await said({ truststore, distribution }), []);
  });

  it("speaks in a program that has a component of this repository alone", async () => {
    const component = {
      type: "mtls-gateway:index:ClientCertificate",
      inputs: {},
      isComponent: true,
    };
    const truststore = { type: "aws:s3/bucketObjectv2:BucketObjectv2", inputs: {} };

    assert.deepEqual(await said({ component, truststore }), [
      "SEC001-private-key truststore mandatory",
    ]);
  });

  for (const [what, mutualTlsAuthentication] of [
    ["asks for certificates", { truststoreUri: "s3://elsewhere/t.pem", truststoreVersion: "1" }],
    ["may ask for certificates", unknown],
  ] as const) {
    it(`speaks in a program whose domain ${what}`, async () => {
      const domain = {
        type: "aws:apigateway/domainName:DomainName",
        inputs: { domainName: "api.example.com", mutualTlsAuthentication },
      };
      const truststore = { type: "aws:s3/bucketObjectv2:BucketObjectv2", inputs: {} };

      const found = (await said({ domain, truststore })).filter((line) =>
        line.startsWith("SEC001"),
      );

      assert.deepEqual(found, ["SEC001-private-key truststore mandatory"]);
    });
  }

  it("fails closed when it cannot hear what is a secret", async () => {
    await assert.rejects(
      judge(compliantProgram(""), { isWireHeard: false }),
      /^PackError: SEC001-private-key cannot see which values are secrets/,
    );
  });
});

describeScope({
  policy: "SEC001-private-key",
  resource: "truststore",
  trips: () => compliantProgram(""),
  run: { plainKeys },
});
