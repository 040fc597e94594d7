import { EdgeCertificate, type RefusedInputsError, type EdgeCertificateArgs } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { knownValue, runProgram } from "./support/mockProgram";

describe("EdgeCertificate", () => {
  let root: Actor;
  let issuing: Actor;
  let leaf: Actor;
  let stranger: Actor;

  before(async () => {
    root = await actor("Root");
    issuing = await actor("Issuing", { issuer: root });
    leaf = await actor("edge", { issuer: issuing, leaf: true });
    stranger = await actor("Stranger");
  });

  const make = (args: EdgeCertificateArgs): EdgeCertificate => new EdgeCertificate("edge", args);
  const given = (args: EdgeCertificateArgs = {}): EdgeCertificateArgs => ({
    certificatePem: leaf.certificatePem,
    chainPem: issuing.certificatePem + root.certificatePem,
    privateKeyPem: leaf.privateKeyPem,
    ...args,
  });

  it("imports certificate, chain and key into us-east-1, the key as a secret", async () => {
    const { resources, value, outputs, errors } = await runProgram(() => make(given()));

    assert.deepEqual(errors, []);
    assert.deepEqual(resources, [
      {
        type: "mtls-gateway:index:EdgeCertificate",
        name: "edge",
        parent: "",
        dependencies: [],
        inputs: {},
        secrets: [],
      },
      {
        type: "aws:acm/certificate:Certificate",
        name: "edge-certificate-ecdsa-p256",
        parent: "edge",
        dependencies: [],
        inputs: {
          region: "us-east-1",
          certificateBody: leaf.certificatePem,
          certificateChain: issuing.certificatePem + root.certificatePem,
          privateKey: leaf.privateKeyPem,
        },
        secrets: ["privateKey"],
      },
    ]);
    assert.equal(
      await knownValue(value.certificateArn),
      "arn:aws:acm:us-east-1:123456789012:certificate/edge-certificate-ecdsa-p256",
    );
    assert.deepEqual(outputs, { edge: ["certificate", "certificateArn"] });
  });

  it("is one import for each kind of key, for ACM takes no other kind under an ARN", async () => {
    const nameOf = async (args: EdgeCertificateArgs): Promise<string | undefined> => {
      const { resources } = await runProgram(() => make(args), { preview: true });
      return resources.find(({ parent }) => parent === "edge")?.name;
    };
    const notKnown = pulumi.output(Promise.resolve(leaf.certificatePem));

    assert.equal(await nameOf(given()), "edge-certificate-ecdsa-p256");
    assert.equal(await nameOf(given({ certificatePem: notKnown })), "edge-certificate");
    assert.equal(
      await nameOf(given({ certificatePem: notKnown, keyAlgorithm: "ECDSA-P256" })),
      "edge-certificate-ecdsa-p256",
    );
  });

  it("refuses a key of another kind than was said, and imports nothing", async () => {
    const { errors, resources } = await runProgram(() => make(given({ keyAlgorithm: "RSA-2048" })));

    assert.deepEqual(
      errors.map(({ message }) => message),
      [
        `EdgeCertificate "edge" is refused: keyAlgorithm: "RSA-2048", and the certificate's key is ECDSA-P256. Give ECDSA-P256.`,
      ],
    );
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["edge"],
    );
  });

  it("imports nothing when the rules refuse what is known late", async () => {
    const other = await actor("other", { issuer: root, leaf: true });
    const late = pulumi.output(Promise.resolve(other.privateKeyPem));

    const { errors, resources } = await runProgram(() => make(given({ privateKeyPem: late })));

    assert.deepEqual(
      errors.map(({ message }) => message.split(" error: ")[0]),
      ['EdgeCertificate "edge" is refused: privateKeyPem: CC006'],
    );
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["edge"],
    );
  });

  it("hands on an import that exists and makes nothing", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const { resources, value } = await runProgram(() => make({ certificateArn }));

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["edge"],
    );
    assert.equal(await knownValue(value.certificateArn), certificateArn);
  });

  it("takes a certificate that the origin's truststore lets in", async () => {
    const { errors } = await runProgram(() =>
      make(given({ truststorePem: issuing.certificatePem + root.certificatePem })),
    );

    assert.deepEqual(errors, []);
  });

  const refused: [what: string, args: () => EdgeCertificateArgs, paths: string[]][] = [
    [
      "a key of another certificate",
      () => given({ privateKeyPem: stranger.privateKeyPem }),
      ["privateKeyPem: CC006"],
    ],
    [
      "a certificate that the origin's truststore does not let in",
      () => given({ truststorePem: stranger.certificatePem }),
      ["certificatePem: CC109"],
    ],
    [
      "an import in another Region",
      () => ({ certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" }),
      ["certificateArn: CC106"],
    ],
    [
      "a server certificate of IAM",
      () => ({ certificateArn: "arn:aws:iam::123456789012:server-certificate/edge" }),
      ["certificateArn: CC106"],
    ],
    [
      "a kind of key for an import that exists",
      () => ({
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        keyAlgorithm: "RSA-2048",
      }),
      ["keyAlgorithm: given beside"],
    ],
    [
      "tags for an import that exists",
      () => ({
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        truststorePem: "PEM",
        tags: { team: "edge" },
      }),
      ["truststorePem: given beside", "tags: given beside"],
    ],
    ["nothing", () => ({}), ["certificateArn: the c"]],
    [
      "a certificate without chain",
      () => ({ certificatePem: "a", privateKeyPem: "b" }),
      ["chainPem: missing,"],
    ],
  ];
  for (const [what, args, paths] of refused) {
    it(`refuses ${what}, and never shows the key`, () =>
      assert.rejects(
        runProgram(() => make(args())),
        (error: RefusedInputsError) => {
          assert.deepEqual(
            error.refused.map(({ path, reason }, index) =>
              `${path}: ${reason}`.slice(0, paths[index]?.length),
            ),
            paths,
          );
          assert.doesNotMatch(error.message, /BEGIN/);
          return true;
        },
      ));
  }

  it("refuses a server's certificate by every rule that it breaks", async () => {
    const server = await actor("server", {
      issuer: root,
      leaf: true,
      extendedKeyUsage: ["serverAuth"],
    });
    await assert.rejects(
      runProgram(() =>
        make({
          certificatePem: server.certificatePem,
          chainPem: root.certificatePem,
          privateKeyPem: server.privateKeyPem,
        }),
      ),
      /^Error: EdgeCertificate "edge" is refused: certificatePem: CC101 error: /,
    );
  });
});
