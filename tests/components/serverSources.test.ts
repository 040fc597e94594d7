import { ServerCertificate, type ServerCertificateArgs } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { knownValue, runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

const domainName = "api.example.com";
const names = { domainName, zoneName: "example.com" };
const arnOf = (id: string) => `arn:aws:acm:us-east-2:123456789012:certificate/${id}`;
const caArn = "arn:aws:acm-pca:us-east-2:123456789012:certificate-authority/ca";

const run = (args: ServerCertificateArgs, name = "server", preview = false) =>
  runProgram(() => new ServerCertificate(name, args), { preview });

/** Each refusal as its path and the rule, or the whole reason where no rule says it. */
const briefly = (refusals: [path: string, reason: string][]) =>
  refusals.map(([path, reason]) => [path, /^[A-Z]{2}\d{3}/.exec(reason)?.[0] ?? reason]);

describe("where a ServerCertificate comes from", () => {
  let root: Actor;
  let server: Actor;
  let imported: ServerCertificateArgs;

  before(async () => {
    root = await actor("Root of ours");
    server = await actor(domainName, { issuer: root, leaf: true, names: [domainName] });
    imported = {
      ...names,
      certificatePem: server.certificatePem,
      chainPem: root.certificatePem,
      privateKeyPem: server.privateKeyPem,
    };
  });

  it("imports a certificate with its key as a secret, and asks ACM for one that proves the ownership", async () => {
    const { resources, value, errors } = await run({ ...imported, tags: { team: "pets" } });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ name, inputs, secrets }) => [name, Object.keys(inputs).sort(), secrets]),
      [
        ["server", [], []],
        ["server-certificate", ["domainName", "tags", "validationMethod"], []],
        [
          "server-imported-certificate-p-256",
          ["certificateBody", "certificateChain", "privateKey", "tags"],
          ["privateKey"],
        ],
        ["server-validation", ["certificateArn", "validationRecordFqdns"], []],
        [
          "server-validation-record",
          ["allowOverwrite", "name", "records", "ttl", "type", "zoneId"],
          [],
        ],
      ],
    );
    assert.equal(
      await knownValue(value.certificateArn),
      arnOf("server-imported-certificate-p-256"),
    );
    assert.equal(
      await knownValue(value.ownershipVerificationCertificateArn),
      arnOf("server-certificate"),
    );
  });

  it("asks a Private CA for a certificate of the same names as the one that proves the ownership", async () => {
    const { resources, errors } = await run({
      ...names,
      subjectAlternativeNames: ["*.example.com"],
      certificateAuthorityArn: caArn,
      region: "eu-west-1",
    });

    assert.deepEqual(errors, []);
    const inputsOf = (name: string) => resources.find((each) => each.name === name)?.inputs;
    assert.deepEqual(inputsOf("server-private-certificate"), {
      domainName,
      subjectAlternativeNames: ["*.example.com"],
      certificateAuthorityArn: caArn,
      region: "eu-west-1",
    });
    assert.deepEqual(inputsOf("server-certificate"), {
      domainName,
      subjectAlternativeNames: ["*.example.com"],
      validationMethod: "DNS",
      region: "eu-west-1",
    });
  });

  it("makes one record for a name and its wildcard, and one for every other name", async () => {
    const { resources, errors } = await run({
      ...names,
      subjectAlternativeNames: ["*.api.example.com", "*.example.com", "example.com"],
    });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ type }) => type.endsWith(":Record")).map(({ name }) => name),
      ["server-validation-record", "server-validation-record-example.com"],
    );
  });

  it("warns of a certificate that has expired, and does not hold up the rest of the stack for it", async () => {
    const expired = await actor(domainName, {
      issuer: root,
      leaf: true,
      names: [domainName],
      days: -1 / 24,
    });
    const { certificatePem, privateKeyPem } = expired;
    const { errors, warnings } = await run({ ...imported, certificatePem, privateKeyPem });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      warnings.map((warning) => warning.replace(/\d{4}-\S+Z/g, "DATE")),
      [
        "certificatePem: CN=api.example.com is valid from DATE to DATE, which is not now: no client takes it, and ACM does not import it. Give one that is valid.",
      ],
    );
  });

  it("takes an existing ownership certificate, and then needs no zone", async () => {
    const { resources, value, errors } = await run({
      ...imported,
      zoneName: undefined,
      ownershipVerificationCertificateArn: arnOf("mine"),
    });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["server", "server-imported-certificate-p-256"],
    );
    assert.equal(await knownValue(value.ownershipVerificationCertificateArn), arnOf("mine"));
  });

  it("refuses behind CloudFront, in the preview, what is imported or of a Private CA, existing ones included", async () => {
    const existing = {
      certificateArn: arnOf("mine"),
      ownershipVerificationCertificateArn: arnOf("ownership"),
    };
    const behind = async (args: ServerCertificateArgs, name?: string) =>
      briefly(await refusalsOf(run({ ...args, behindCloudFront: true }, name, true)));

    assert.deepEqual(await behind(names), []);
    assert.deepEqual(await behind(imported), [["certificatePem", "CF006"]]);
    assert.deepEqual(await behind({ ...imported, publiclyTrusted: true }), []);
    assert.deepEqual(await behind({ ...names, certificateAuthorityArn: caArn }), [
      ["certificateAuthorityArn", "CF006"],
    ]);
    assert.deepEqual(
      await refusalsOf(run({ ...existing, behindCloudFront: true }, "imported")).then(briefly),
      [["certificateArn", "CF006"]],
    );
    assert.deepEqual(
      await refusalsOf(
        run({ ...existing, behindCloudFront: true, publiclyTrusted: true }, "private"),
      ).then(briefly),
      [["certificateArn", "CF006"]],
    );
  });

  it("refuses an ownership certificate where none is needed, a missing one, and one that ACM did not issue", async () => {
    const ownershipVerificationCertificateArn = arnOf("ownership");
    const certificateArn = arnOf("mine");
    const path = "ownershipVerificationCertificateArn";
    const refused = async (args: ServerCertificateArgs, name?: string) =>
      briefly(await refusalsOf(run(args, name)));

    assert.deepEqual(await refused({ ...names, ownershipVerificationCertificateArn }), [
      [path, "GW008"],
    ]);
    assert.deepEqual(await refused({ certificateArn, ownershipVerificationCertificateArn }), [
      [path, "GW008"],
    ]);
    assert.deepEqual(await refused({ certificateArn }), []);
    assert.deepEqual(await refused({ certificateArn }, "imported"), [[path, "GW008"]]);
    assert.deepEqual(await refused({ certificateArn }, "private"), [[path, "GW008"]]);
    assert.deepEqual(
      await refused({ certificateArn, ownershipVerificationCertificateArn }, "imported"),
      [[path, "GW008"]],
    );
  });

  it("waits for a key that is not known yet, and refuses another certificate's then", async () => {
    const other = await actor("Other");
    const refused = await refusalsOf(
      run({ ...imported, privateKeyPem: pulumi.output(Promise.resolve(other.privateKeyPem)) }),
    );

    assert.deepEqual(refused, [
      [
        "privateKeyPem",
        "belongs to another certificate than CN=api.example.com. Give the key of this one.",
      ],
    ]);
  });

  const wrong: [what: string, args: () => Promise<ServerCertificateArgs>, refused: string[][]][] = [
    [
      "a certificate for another name",
      async () => {
        const other = { issuer: root, leaf: true, names: ["*.api.example.com", "example.com"] };
        const { certificatePem, privateKeyPem } = await actor(domainName, other);
        return { ...imported, certificatePem, privateKeyPem };
      },
      [
        [
          "certificatePem",
          "CN=api.example.com is not for api.example.com: none of its subject alternative names is. Give one that is.",
        ],
      ],
    ],
    [
      "a certificate with its chain in one text",
      () =>
        Promise.resolve({
          ...imported,
          certificatePem: server.certificatePem + root.certificatePem,
        }),
      [
        [
          "certificatePem",
          "holds 2 certificates, and ACM takes one there. Put the CAs above it into chainPem.",
        ],
      ],
    ],
    [
      "a certificate with its key in one text",
      () =>
        Promise.resolve({
          ...imported,
          certificatePem: server.certificatePem + server.privateKeyPem,
        }),
      [["certificatePem", "TS002"]],
    ],
    [
      "a chain that has not signed it",
      async () => ({ ...imported, chainPem: (await actor("Stranger")).certificatePem }),
      [
        [
          "chainPem",
          "CN=Stranger has not signed the certificate before it. Give the issuer first, then its issuer, and so on.",
        ],
      ],
    ],
    [
      "what is no key",
      () => Promise.resolve({ ...imported, privateKeyPem: "key" }),
      [["privateKeyPem", "cannot be read. Give an unencrypted private key in PEM."]],
    ],
    [
      "a certificate without its key",
      () => Promise.resolve({ ...imported, privateKeyPem: undefined }),
      [["privateKeyPem", "missing. Give the key of certificatePem."]],
    ],
    [
      "more names beside an ownership certificate that exists",
      () =>
        Promise.resolve({
          ...imported,
          ownershipVerificationCertificateArn: arnOf("ownership"),
          subjectAlternativeNames: ["www.example.com"],
        }),
      [
        [
          "subjectAlternativeNames",
          "given beside ownershipVerificationCertificateArn, for which nothing is made here. Leave one of them out.",
        ],
      ],
    ],
    [
      "two sources",
      () => Promise.resolve({ ...imported, certificateAuthorityArn: caArn }),
      [
        [
          "certificateAuthorityArn",
          "given beside certificatePem, for which nothing is made here. Leave one of them out.",
        ],
      ],
    ],
    [
      "a certificate of a Private CA without a zone for the ownership certificate",
      () => Promise.resolve({ domainName, certificateAuthorityArn: caArn }),
      [
        [
          "zoneName",
          "missing. Give zoneName or zoneId for the ownership certificate, or an existing ownershipVerificationCertificateArn.",
        ],
      ],
    ],
  ];
  for (const [what, args, refused] of wrong) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(briefly(await refusalsOf(run(await args()))), refused);
    });
  }
});
