import {
  CertificateAuthority,
  RefusedInputsError,
  Truststore,
  type TruststoreArgs,
} from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { actor, type Actor } from "./support/actors";
import { knownValue, runProgram } from "./support/mockProgram";

describe("Truststore", () => {
  let root: Actor;
  let issuing: Actor;
  let orphan: Actor;

  before(async () => {
    root = await actor("Root");
    issuing = await actor("Issuing", { issuer: root });
    orphan = await actor("Orphan", { issuer: await actor("Somebody Else") });
  });

  const make = (args: Partial<TruststoreArgs> = {}): Truststore =>
    new Truststore("trust", { certificates: [root.certificatePem], ...args });

  it("puts the object into a private, versioned, encrypted bucket that takes TLS alone", async () => {
    const { resources, errors } = await runProgram(() => make());

    const bucket = "trust-bucket-1234567";
    const part = (type: string, name: string, dependencies: string[], inputs: object) => ({
      type: `aws:s3/${type}`,
      name: `trust-${name}`,
      parent: "trust",
      dependencies,
      inputs,
      secrets: [],
    });
    assert.deepEqual(errors, []);
    const expected = [
      {
        type: "mtls-gateway:index:Truststore",
        name: "trust",
        parent: "",
        dependencies: [],
        inputs: {},
        secrets: [],
      },
      part("bucket:Bucket", "bucket", [], { forceDestroy: false }),
      part("bucketVersioning:BucketVersioning", "versioning", ["trust-bucket"], {
        bucket,
        versioningConfiguration: { status: "Enabled" },
      }),
      part(
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "encryption",
        ["trust-bucket"],
        {
          bucket,
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        },
      ),
      part("bucketOwnershipControls:BucketOwnershipControls", "ownership", ["trust-bucket"], {
        bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      }),
      part(
        "bucketPublicAccessBlock:BucketPublicAccessBlock",
        "public-access-block",
        ["trust-bucket"],
        {
          bucket,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      ),
      part("bucketPolicy:BucketPolicy", "policy", ["trust-bucket", "trust-public-access-block"], {
        bucket,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "DenyPlainHttp",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      }),
      part(
        "bucketObjectv2:BucketObjectv2",
        "object",
        [
          "trust-bucket",
          "trust-encryption",
          "trust-ownership",
          "trust-policy",
          "trust-public-access-block",
          "trust-versioning",
        ],
        {
          bucket,
          key: "truststore.pem",
          content: root.certificatePem,
          contentType: "application/x-pem-file",
          etag: createHash("md5").update(root.certificatePem).digest("hex"),
        },
      ),
    ];
    assert.deepEqual(
      resources,
      expected.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it("tells URI and version of the object, and registers its public fields", async () => {
    const { value, outputs } = await runProgram(() => make({ objectKey: "trust/edge.pem" }));

    assert.equal(await knownValue(value.uri), "s3://trust-bucket-1234567/trust/edge.pem");
    assert.equal(await knownValue(value.version), "version-1");
    assert.deepEqual(outputs, {
      trust: ["bucket", "bucketName", "certificatesPem", "object", "uri", "version"],
    });
  });

  it("puts the object into a bucket that exists and makes none", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ bucketName: "mine", objectKey: "p/s/trust.pem" }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["trust", "trust-object"],
    );
    assert.deepEqual(resources.at(-1)?.inputs, {
      bucket: "mine",
      key: "p/s/trust.pem",
      content: root.certificatePem,
      contentType: "application/x-pem-file",
    });
  });

  it("refuses a bucket that exists without a key, for the default one could be somebody else's", () =>
    assert.rejects(
      runProgram(() => make({ bucketName: "mine" })),
      /^Error: Truststore "trust" is refused: objectKey: missing, and bucketName given: /,
    ));

  it("tags the bucket and not the object, which could have ten tags at most", async () => {
    const { resources } = await runProgram(() => make({ tags: { team: "pets" } }));

    assert.deepEqual(
      resources.filter(({ inputs }) => inputs.tags !== undefined).map(({ name }) => name),
      ["trust-bucket"],
    );
  });

  for (const bucketName of ["unversioned", "suspended"]) {
    it(`refuses the version of an object in a bucket that is ${bucketName}`, async () => {
      const { errors } = await runProgram(() => make({ bucketName, objectKey: "p/s/trust.pem" }));

      assert.deepEqual(
        errors.map(({ message }) => message.slice(0, 60)),
        ['Truststore "trust" is refused: bucketName: GW005 error: The '],
      );
    });
  }

  it("writes one certificate after the other, whatever ends their texts", async () => {
    const { value } = await runProgram(() =>
      make({
        certificates: [`${issuing.certificatePem.trim()}   `, `\n\n${root.certificatePem}\n\n`],
      }),
    );

    assert.equal(
      await knownValue(value.certificatesPem),
      issuing.certificatePem + root.certificatePem,
    );
  });

  it("refuses known certificates before anything is made, all of them at once and each by its place", () => {
    const certificates = [
      root.certificatePem,
      "no PEM",
      orphan.certificatePem,
      issuing.certificatePem,
    ];
    return assert.rejects(
      runProgram(() => make({ certificates })),
      (error: RefusedInputsError) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.ok(pulumi.ResourceError.isInstance(error));
        assert.equal(error.hideStack, true);
        // The engine prints the value of each input that it is told of here, private keys too.
        assert.deepEqual(error.errors, []);
        assert.deepEqual(
          error.refused.map(({ path, reason }) => [path, reason.slice(0, 12)]),
          [
            ["certificates[1]", "TS001 error:"],
            ["certificates[2]", "TS005 error:"],
          ],
        );
        assert.match(error.message, /^Truststore "trust" is refused for 2 reasons:\n {2}cert/);
        return true;
      },
    );
  });

  it("refuses certificates as soon as they are known, puts no object, and says so once", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ certificates: [pulumi.output(Promise.resolve(orphan.certificatePem))] }),
    );

    assert.equal(
      resources.some(({ name }) => name === "trust-object"),
      false,
    );
    assert.deepEqual(
      errors.map(({ message }) => message.slice(0, 60)),
      ['Truststore "trust" is refused: certificates[0]: TS005 error:'],
    );
  });

  it("refuses in the preview a CA signed with SHA-1, although another one does not exist yet", async () => {
    const weak = await actor("Weak", { issuer: root, hash: "SHA-1" });
    const { errors } = await runProgram(
      () => {
        const other = new CertificateAuthority("other");
        return make({
          certificates: [other.certificatePem, pulumi.output(Promise.resolve(weak.certificatePem))],
        });
      },
      { preview: true },
    );

    assert.deepEqual(
      errors.map(({ message }) => message.slice(0, 60)),
      ['Truststore "trust" is refused: certificates[1]: TS007 error:'],
    );
  });

  it("says everything once in the preview of a truststore that exists already", async () => {
    const certificates = [orphan, await actor("Weak", { hash: "SHA-1" })].map(
      ({ certificatePem }) => pulumi.output(Promise.resolve(certificatePem)),
    );
    const { errors } = await runProgram(() => make({ certificates }), { preview: true });

    assert.deepEqual(errors.map(({ message }) => message.slice(0, 60)).sort(), [
      'Truststore "trust" is refused: certificates[0]: TS005 error:',
      'Truststore "trust" is refused: certificates[1]: TS007 error:',
    ]);
  });

  it("refuses a truststore without a certificate", () =>
    assert.rejects(
      runProgram(() => make({ certificates: [] })),
      /^Error: Truststore "trust" is refused: certificates: TS003 error: /,
    ));

  it("warns of what API Gateway takes, and lets it pass", async () => {
    const { errors, warnings } = await runProgram(() => make({ objectKey: "truststore.txt" }));

    assert.deepEqual(errors, []);
    assert.deepEqual(
      warnings.map((warning) => warning.slice(0, 25)),
      ["objectKey: TS018 warning:"],
    );
  });
});
