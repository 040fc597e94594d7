import {
  CertificateAuthority,
  MutualTlsGateway,
  RefusedInputsError,
  Truststore,
  type TruststoreArgs,
} from "mtls-gateway";
import * as assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { storedVersions } from "./support/mockObjects";
import { knownValue, runProgram } from "./support/mockProgram";

describe("the versions of a Truststore", () => {
  let root: Actor;
  let old: Actor;

  before(async () => {
    root = await actor("Root");
    old = await actor("Old");
    storedVersions.set("version-0", old.certificatePem);
    storedVersions.set("broken", "no certificate");
  });

  const make = (args: Partial<TruststoreArgs> = {}): Truststore =>
    new Truststore("trust", { certificates: [root.certificatePem], ...args });

  it("are all kept unless a number is given", async () => {
    const { resources } = await runProgram(() => make());

    assert.deepEqual(
      resources.filter(({ name }) => name === "trust-lifecycle"),
      [],
    );
  });

  it("are kept in the number that is given, and the others deleted a day later, once versioning is on", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ keptVersions: 5, objectKey: "edge.pem", region: "us-west-2" }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.find(({ name }) => name === "trust-lifecycle"),
      {
        type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name: "trust-lifecycle",
        parent: "trust",
        dependencies: ["trust-bucket", "trust-versioning"],
        inputs: {
          bucket: "trust-bucket-1234567",
          region: "us-west-2",
          rules: [
            {
              id: "old-truststores",
              status: "Enabled",
              filter: { prefix: "edge.pem" },
              noncurrentVersionExpiration: { noncurrentDays: 1, newerNoncurrentVersions: 5 },
            },
          ],
        },
        secrets: [],
      },
    );
  });

  it("are all kept while the domain is back at an earlier one, which would else be deleted under it", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ keptVersions: 5, rollbackToVersion: "version-0" }),
    );

    assert.deepEqual(errors, []);
    const [rule] = resources.find(({ name }) => name === "trust-lifecycle")?.inputs.rules as {
      status: string;
    }[];
    assert.equal(rule?.status, "Disabled");
  });

  it("are in the Region that is given, bucket, settings and object", async () => {
    const { resources } = await runProgram(() => make({ region: "us-west-2" }));

    assert.deepEqual(
      resources
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ name, inputs }) => [name, inputs.region]),
      [
        "trust-bucket",
        "trust-encryption",
        "trust-object",
        "trust-ownership",
        "trust-policy",
        "trust-public-access-block",
        "trust-versioning",
      ].map((name) => [name, "us-west-2"]),
    );
  });

  it("go back to an earlier one, whose content is then what is trusted, while the new one is put all the same", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ rollbackToVersion: "version-0" }),
    );

    assert.deepEqual(errors, []);
    assert.equal(await knownValue(value.version), "version-0");
    assert.equal(await knownValue(value.certificatesPem), old.certificatePem);
    assert.equal(
      resources.find(({ name }) => name === "trust-object")?.inputs.content,
      root.certificatePem,
    );
  });

  it("do not go back to one that breaks the rules", async () => {
    const { errors } = await runProgram(() => make({ rollbackToVersion: "broken" }));

    const [error] = errors;
    assert.ok(error instanceof RefusedInputsError);
    assert.deepEqual(
      error.refused.map(({ path, reason }) => `${path} ${reason.slice(0, 5)}`),
      ["rollbackToVersion TS001"],
    );
  });

  it("do not go back to one that would lock CloudFront out of its gateway", async () => {
    const { errors, resources } = await runProgram(
      () =>
        new MutualTlsGateway("gw", {
          domainName: "api.example.com",
          zoneName: "example.com",
          caKeyAlgorithm: "ECDSA-P256",
          clientKeyAlgorithm: "ECDSA-P256",
          truststoreRollbackToVersion: "version-0",
        }),
    );

    assert.deepEqual(
      errors.map((error) => error.message.replace(/ error: .*/, "")),
      ['MutualTlsGateway "gw" is refused: truststoreRollbackToVersion: CC109'],
    );
    assert.deepEqual(
      resources.filter(({ type }) => type === "aws:apigateway/domainName:DomainName"),
      [],
    );
  });

  const refused: [what: string, args: Partial<TruststoreArgs>, message: string][] = [
    ...[0, 101, 2.5].map((keptVersions): [string, Partial<TruststoreArgs>, string] => [
      `${keptVersions} kept versions`,
      { keptVersions },
      `keptVersions: ${keptVersions} is not a whole number from 1 to 100.`,
    ]),
    [
      "a number of kept versions in a bucket of somebody else",
      { bucketName: "mine", objectKey: "trust.pem", keptVersions: 5 },
      "keptVersions: given beside bucketName, for which nothing is made here. Leave one of them out.",
    ],
    [
      "tags for a bucket of somebody else",
      { bucketName: "mine", objectKey: "trust.pem", tags: { team: "edge" } },
      "tags: given beside bucketName, for which nothing is made here. Leave one of them out.",
    ],
  ];
  for (const [what, args, line] of refused) {
    it(`refuse ${what}`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        { message: `Truststore "trust" is refused: ${line}` },
      ));
  }

  it("hold several generations of a CA side by side", async () => {
    const { value, errors, warnings } = await runProgram(() => {
      const generations = [1, 2, 3].map(
        (generation) =>
          new CertificateAuthority(`g${generation}`, { keyAlgorithm: "ECDSA-P256", generation }),
      );
      return new Truststore("trust", {
        certificates: generations.map(({ certificatePem }) => certificatePem),
      });
    });

    assert.deepEqual([errors, warnings], [[], []]);
    const pem = await knownValue(value.certificatesPem);
    assert.equal(pem.match(/BEGIN CERTIFICATE/g)?.length, 3);
  });

  it("name the certificate of a gateway that is refused by its place in the gateway", async () => {
    const run = runProgram(
      () =>
        new MutualTlsGateway("gw", {
          domainName: "api.example.com",
          zoneName: "example.com",
          caKeyAlgorithm: "ECDSA-P256",
          additionalTrustedCertificates: [old.certificatePem, "no certificate"],
        }),
    );

    await assert.rejects(run, (error: Error) => {
      assert.ok(error instanceof RefusedInputsError);
      assert.deepEqual(
        error.refused.map(({ path, reason }) => `${path} ${reason.slice(0, 5)}`),
        ["truststore.certificates[2] TS001"],
      );
      return true;
    });
  });
});
