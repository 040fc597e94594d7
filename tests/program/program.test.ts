import { MutualTlsGateway } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { runProgram, type Ran } from "../components/support/mockProgram";
import { configOf, configSchema, readText } from "./stackFiles";

const program = require.resolve("../../index.ts");

/** Runs index.ts in a preview, as the engine would. */
function runStack(config: Record<string, string>): Promise<Ran<Record<string, unknown>>> {
  return runProgram(
    () => {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the program runs whenever it is loaded anew
      delete require.cache[program];
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program is loaded, not imported
      return require(program) as Record<string, unknown>;
    },
    { preview: true, project: "mtls-gateway", config },
  );
}

const dev = (changes: Record<string, string> = {}): Record<string, string> => ({
  ...configOf("dev"),
  ...Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [`mtls-gateway:${key}`, value]),
  ),
});

describe("the stack program", () => {
  it("stays under 140 lines", () => {
    assert.ok(readText("index.ts").split("\n").length < 140);
  });

  it("uses nothing that a user of the package could not use", () => {
    const imported = [...readText("index.ts").matchAll(/\bfrom "([^"]*)"|\b(?:import|require)\(/g)];
    assert.deepEqual(
      imported.map(([, name]) => name),
      ["@pulumi/pulumi", "mtls-gateway"],
    );
  });

  it("lets in the callers that are named with a reason, and trusts the generations that are listed", async () => {
    const { resources, errors } = await runStack(
      dev({ additionalCallers: "monitoring=Health checks, a=b=c", trustedCaGenerations: "2, 3" }),
    );

    assert.deepEqual(errors, []);
    const domain = resources.find(({ name }) => name === "gateway-domain-domain");
    const generation = "The CA of CloudFront in another generation while it changes over";
    assert.deepEqual(domain?.inputs.tags, {
      "mtls-gateway:caller:monitoring": "Health checks",
      "mtls-gateway:caller:a": "b=c",
      "mtls-gateway:caller:edge:g2": generation,
      "mtls-gateway:caller:edge:g3": generation,
    });
  });

  it("makes in the dev stack what a gateway is by default, with its access log", async () => {
    const stack = await runStack(dev());
    const plain = await runProgram(
      () =>
        new MutualTlsGateway("gateway", {
          domainName: "api.example.com",
          zoneName: "example.com",
          accessLog: true,
          cloudWatchRole: true,
        }),
      { preview: true },
    );

    assert.deepEqual(stack.errors, []);
    assert.deepEqual(stack.resources, plain.resources);
  });

  it("has root and issuing CA apart and an elliptic curve client key in the prod stack", async () => {
    const { resources, errors } = await runStack(configOf("prod"));

    const keys = resources.filter(({ type }) => type === "tls:index/privateKey:PrivateKey");
    assert.deepEqual(errors, []);
    assert.deepEqual(
      keys.map(({ name, inputs }) => [name, inputs]),
      [
        ["gateway-client-key", { algorithm: "ECDSA", ecdsaCurve: "P256" }],
        ["gateway-issuing-ca-key", { algorithm: "ECDSA", ecdsaCurve: "P384" }],
        ["gateway-root-ca-key", { algorithm: "ECDSA", ecdsaCurve: "P384" }],
      ],
    );
  });

  it("leaves out the parts of a subject that are set to nothing", async () => {
    const { resources, errors } = await runStack(dev({ organization: "", province: " " }));

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.find(({ name }) => name === "gateway-root-ca-certificate")?.inputs.subject,
      { commonName: "MyRootCA", country: "JP" },
    );
  });

  it("hands the CAs that are set besides its own to the truststore, which checks them", () =>
    assert.rejects(
      runStack(dev({ additionalTrustedCertificates: "no PEM" })),
      /^Error: Truststore "gateway-truststore" is refused: certificates\[1\]: TS001 /,
    ));

  it("exports what a user of the gateway needs, the client's key as a secret", async () => {
    const { value } = await runStack(dev());

    assert.deepEqual(Object.keys(value).sort(), [
      "apiUrl",
      "caCertificatePem",
      "callerCertificatesPem",
      "callerPrivateKeysPem",
      "clientCertificateArn",
      "clientCertificateChainPem",
      "clientCertificatePem",
      "clientPrivateKeyPem",
      "edgeUrl",
      "executeApiUrl",
      "serverCertificateArn",
      "truststoreUri",
      "truststoreVersion",
    ]);
    assert.equal(await pulumi.isSecret(value.clientPrivateKeyPem as pulumi.Output<string>), true);
  });

  it("has a type, a description and a default for every key, and reads exactly those keys", async () => {
    const asked = new Set<string>();
    const prototype = pulumi.Config.prototype as unknown as {
      get: (this: pulumi.Config, key: string) => string | undefined;
    };
    const { get } = prototype;
    prototype.get = function (key) {
      asked.add(`${this.name}:${key}`);
      return get.call(this, key);
    };
    try {
      await runStack(dev());
    } finally {
      prototype.get = get;
    }

    const schema = configSchema();
    assert.deepEqual(
      Object.entries(schema).filter(
        ([, key]) => !key.type || !key.description || key.default === undefined,
      ),
      [],
    );
    const ours = [...asked].filter((key) => key.startsWith("mtls-gateway:"));
    assert.deepEqual(ours.sort(), Object.keys(schema).sort());
  });

  const refused: [what: string, changes: Record<string, string>, line: string][] = [
    [
      "a missing domain name",
      { domainName: "" },
      "mtls-gateway:domainName is missing: expected the API's custom domain name. Run: pulumi config set domainName api.example.com",
    ],
    [
      "a missing zone",
      { zoneName: "" },
      "mtls-gateway:zoneName is missing, and zoneId too: expected a public Route 53 zone. Run: pulumi config set zoneName example.com",
    ],
    [
      "two zones",
      { zoneId: "Z1" },
      'mtls-gateway:zoneName is "example.com", and zoneId "Z1": expected one of them. Run: pulumi config set zoneName ""',
    ],
    [
      "a key that CloudFront does not present",
      { clientKeyAlgorithm: "RSA-4096" },
      'mtls-gateway:clientKeyAlgorithm is "RSA-4096": expected one of RSA-2048, ECDSA-P256. Run: pulumi config set clientKeyAlgorithm RSA-2048',
    ],
    [
      "a lifetime of no days",
      { clientValidityDays: "0" },
      'mtls-gateway:clientValidityDays is "0": expected a whole number from 1 on. Run: pulumi config set clientValidityDays 365',
    ],
    [
      "something else than yes and no",
      { issuingCa: "maybe" },
      'mtls-gateway:issuingCa is "maybe": expected one of true, false. Run: pulumi config set issuingCa true',
    ],
    [
      "a caller that is named twice",
      { additionalCallers: "a=Health checks, b=Tests, a=Other checks" },
      'mtls-gateway:additionalCallers names a caller twice: expected each once. Run: pulumi config set additionalCallers "monitoring=Health checks"',
    ],
    [
      "alarms, which are not built yet",
      { alarms: "true" },
      'mtls-gateway:alarms is "true": expected "false", for alarms on expiry are not built yet. Run: pulumi config set alarms false',
    ],
    [
      "a key that does not exist",
      { clientKeyAlgoritm: "RSA-2048" },
      "mtls-gateway:clientKeyAlgoritm is not a key of this program. Run: pulumi config rm clientKeyAlgoritm",
    ],
  ];
  for (const [what, changes, line] of refused) {
    it(`refuses ${what} in one line`, async () => {
      await assert.rejects(runStack(dev(changes)), (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(error.message, line);
        return true;
      });
    });
  }

  it("tells everything that is wrong at once, one line each", async () => {
    await assert.rejects(runStack(dev({ domainName: "", priceClass: "cheap" })), (error: Error) => {
      assert.deepEqual(
        error.message.split("\n").map((line) => line.split(" ")[0]),
        ["mtls-gateway:domainName", "mtls-gateway:priceClass"],
      );
      return true;
    });
  });
});
