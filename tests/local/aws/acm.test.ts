import assert from "node:assert/strict";
import { actor, type Actor } from "../support/actors";
import { distributionInputs, originInputs } from "../support/distributionInputs";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import { bare, type Kept, type Plain, secretNames } from "../support/providerClient";

const certificate = "aws:acm/certificate:Certificate";
const validation = "aws:acm/certificateValidation:CertificateValidation";

describe("ACM on this machine", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  const importing = (inputs: Plain): Promise<Kept> =>
    account.aws.create(certificate, "imported", inputs);

  it("asks for one CNAME for each name, and issues the certificate when Route 53 has them", async () => {
    const requested = await account.aws.create(certificate, "c", {
      domainName: "api.example.com",
      subjectAlternativeNames: ["*.api.example.com"],
      validationMethod: "DNS",
    });
    const options = requested.outputs.domainValidationOptions as Plain[];
    assert.deepEqual(
      options.map(({ domainName, resourceRecordType }) => [domainName, resourceRecordType]),
      [
        ["api.example.com", "CNAME"],
        ["*.api.example.com", "CNAME"],
      ],
    );
    assert.equal(options[0]?.resourceRecordName, options[1]?.resourceRecordName);
    assert.equal(requested.outputs.status, "PENDING_VALIDATION");

    const arn = await new GatewayActs(account).certificate("api.example.com");
    const issued = await account.aws.read({ ...requested, id: arn });
    assert.deepEqual([issued?.outputs.status, issued?.outputs.type], ["ISSUED", "AMAZON_ISSUED"]);
  });

  it("refuses other names that are none, that are empty or too long", async () => {
    const refused = (...subjectAlternativeNames: string[]) =>
      answer(
        account.aws.create(certificate, "c", {
          domainName: "api.example.com",
          subjectAlternativeNames,
          validationMethod: "DNS",
        }),
      );
    for (const name of [
      "not a name!",
      "-a.example.com",
      "a.*.example.com",
      "example",
      "a_b.test",
    ]) {
      const given = `www.example.com, ${name}`;
      assert.equal(
        await refused("www.example.com", name),
        `ValidationException: 1 validation error detected: Value '[${given}]' at 'subjectAlternativeNames' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$`,
      );
    }
    const length = (name: string) =>
      `subjectAlternativeNames[0]: expected length of subject_alternative_names.0 to be in the range (1 - 253), got ${name}`;
    const long = `${"a.".repeat(126)}ab`;
    assert.equal(await refused(""), length(""));
    assert.equal(await refused(long), length(long));
    assert.equal(
      await refused("www.example.com."),
      "subjectAlternativeNames[0]: invalid value for subject_alternative_names.0 (cannot end with a period)",
    );
    assert.equal(await refused(long.slice(2), "*.example.com"), "");
  });

  it("names the record that a validation waits for in vain", async function () {
    this.timeout(60_000);
    const requested = await account.aws.create(certificate, "c", {
      domainName: "lonely.example.org",
      validationMethod: "DNS",
    });
    const [option = {}] = requested.outputs.domainValidationOptions as Plain[];
    const waiting = account.aws.create(validation, "v", { certificateArn: requested.id });
    await assert.rejects(waiting, {
      message: `waiting for ACM Certificate (${requested.id}) to be issued: it stays PENDING_VALIDATION, for no hosted zone of the account has ${String(option.resourceRecordName)} CNAME ${String(option.resourceRecordValue)}. Make that record with aws.route53.Record.`,
    });
  });

  it("imports a certificate with its chain, and gives the key back as a secret only", async () => {
    const root = await actor("Root");
    const client = await actor("my-client", { issuer: root, ca: false });
    const made = await importing({
      region: "us-east-1",
      certificateBody: client.pem,
      certificateChain: root.pem,
      privateKey: client.keyPem,
    });
    assert.match(made.id, /^arn:aws:acm:us-east-1:123456789012:certificate\/[0-9a-f-]{36}$/);
    assert.deepEqual(secretNames(made.outputs), ["privateKey"]);
    const { type, status, region, certificateBody } = bare(made.outputs);
    assert.deepEqual(
      [type, status, region, certificateBody],
      ["IMPORTED", "ISSUED", "us-east-1", client.pem],
    );
    const seen = await account.aws.read(made);
    assert.deepEqual(bare(seen?.inputs ?? {}), bare(made.inputs));
  });

  it("reimports a new certificate with a new key under the same ARN, and keeps key type and usages", async () => {
    const root = await actor("Root");
    const first = await actor("my-client", { issuer: root, ca: false });
    const made = await importing({ certificateBody: first.pem, privateKey: first.keyPem });
    const second = await actor("my-client", { issuer: root, ca: false });
    const news = { certificateBody: second.pem, privateKey: second.keyPem };
    assert.deepEqual(await account.aws.diff(made, news), {
      changes: { certificateBody: "UPDATE", privateKey: "UPDATE" },
      replaces: [],
      deleteBeforeReplace: false,
    });
    const updated = await account.aws.update(made, news);
    assert.deepEqual([updated.id, updated.outputs.arn], [made.id, made.id]);

    const larger = await actor("my-client", { issuer: root, ca: false, curve: "P-384" });
    assert.equal(
      await answer(
        account.aws.update(updated, { certificateBody: larger.pem, privateKey: larger.keyPem }),
      ),
      "ValidationException: The key type and size cannot be changed on reimport: EC_prime256v1 before, EC_secp384r1 now",
    );
    const signing = await actor("x", { ca: false, keyUsage: ["keyAgreement"] });
    assert.equal(
      await answer(
        account.aws.update(updated, { certificateBody: signing.pem, privateKey: signing.keyPem }),
      ),
      "ValidationException: keyUsage values cannot be removed on reimport: digitalSignature",
    );
  });

  it("lets a reimport leave out the usages that CAs give up: clientAuth, and keyEncipherment of ECDSA", async () => {
    const pair = (one: Actor) => ({ certificateBody: one.pem, privateKey: one.keyPem });
    const given = (extendedKeyUsage: string[], keyUsage: string[], rsa = false) =>
      actor("api.example.com", { ca: false, extendedKeyUsage, keyUsage, rsa });
    const both = ["serverAuth", "clientAuth"];
    const usages = ["digitalSignature", "keyEncipherment"];
    const made = await importing(pair(await given(both, usages)));
    const server = await given(["serverAuth"], ["digitalSignature"]);
    assert.equal(await answer(account.aws.update(made, pair(server))), "");
    const client = await given(["clientAuth"], ["digitalSignature"]);
    assert.equal(
      await answer(account.aws.update(made, pair(client))),
      "ValidationException: extendedKeyUsage values cannot be removed on reimport: serverAuth",
    );
    const rsa = await importing(pair(await given(both, usages, true)));
    const signing = await given(both, ["digitalSignature"], true);
    assert.equal(
      await answer(account.aws.update(rsa, pair(signing))),
      "ValidationException: keyUsage values cannot be removed on reimport: keyEncipherment",
    );
  });

  it("refuses a reimport that takes every name away, and lets names change", async () => {
    const pair = (one: Actor) => ({ certificateBody: one.pem, privateKey: one.keyPem });
    const named = await actor("api.example.com", { ca: false, names: ["www.example.com"] });
    const made = await importing(pair(named));
    const other = await actor("pets.example.com", { ca: false });
    const updated = await account.aws.update(made, pair(other));
    assert.deepEqual(updated.outputs.subjectAlternativeNames, ["pets.example.com"]);
    assert.equal(
      await answer(account.aws.update(updated, pair(await actor("", { ca: false })))),
      "ValidationException: All of the domain names cannot be removed on reimport: pets.example.com before, none now",
    );
  });

  it("refuses an import under the ARN of a certificate that was not imported", async () => {
    const requested = await account.aws.create(certificate, "c", {
      domainName: "moved.example.com",
      validationMethod: "DNS",
    });
    const own = await actor("moved.example.com", { ca: false });
    const news = { certificateBody: own.pem, certificateChain: own.pem, privateKey: own.keyPem };
    assert.equal(
      await answer(account.aws.update(requested, news)),
      `ValidationException: The certificate ${requested.id} is AMAZON_ISSUED, not imported: a certificate can be imported under the ARN of a previously imported one alone. Import it as a certificate of its own`,
    );
    const seen = await account.aws.read(requested);
    assert.equal(seen?.outputs.domainName, "moved.example.com");
  });

  it("refuses imports as ACM does", async () => {
    const root = await actor("Root");
    const issuing = await actor("Issuing", { issuer: root });
    const client = await actor("my-client", { issuer: issuing, ca: false });
    const rogue = await actor("rogue", { ca: false });
    const expired = await actor("late", { ca: false, from: -20, until: -10 });
    const fine = { certificateBody: client.pem, privateKey: client.keyPem };
    const refused = (more: Plain) => answer(importing({ ...fine, ...more }));
    assert.equal(await refused({ certificateChain: issuing.pem + root.pem }), "");
    assert.equal(
      await refused({ certificateChain: root.pem + issuing.pem }),
      "ValidationException: Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: 0",
    );
    assert.equal(
      await refused({ privateKey: rogue.keyPem }),
      "ValidationException: The certificate and the private key do not match: the key belongs to another one",
    );
    assert.equal(
      await refused({ certificateBody: client.pem + issuing.pem }),
      "ValidationException: The certificate field contains more than one certificate (2). You can specify only one certificate in this field.",
    );
    assert.equal(
      await refused({ certificateBody: "no PEM" }),
      "ValidationException: Unable to parse certificate. Please ensure the certificate is in PEM format.",
    );
    assert.match(
      await refused({ certificateBody: expired.pem, privateKey: expired.keyPem }),
      /^ValidationException: The certificate .*CN=late.* is not valid at the time of import/,
    );
  });

  it("refuses a certificate, a chain and a key that are too long, and a key that is encrypted or unknown", async () => {
    const client = await actor("sized", { ca: false });
    const refused = (more: Plain) =>
      answer(importing({ certificateBody: client.pem, privateKey: client.keyPem, ...more }));
    const tooLong = (name: string, length: number, limit: number) =>
      `ValidationException: ${name} has ${length} characters, ACM takes at most ${limit} (Member must have length less than or equal to ${limit})`;
    assert.equal(
      await refused({ certificateBody: client.pem.padEnd(32_769, "\n") }),
      tooLong("certificateBody", 32_769, 32_768),
    );
    assert.equal(
      await refused({ certificateChain: client.pem.padEnd(2_097_153, "\n") }),
      tooLong("certificateChain", 2_097_153, 2_097_152),
    );
    assert.equal(
      await refused({ privateKey: client.keyPem.padEnd(5_121, "\n") }),
      tooLong("privateKey", 5_121, 5_120),
    );
    const cipher = { cipher: "aes-256-cbc", passphrase: "secret", type: "pkcs8", format: "pem" };
    const encrypted = client.key.privateKey.export(cipher as never);
    for (const privateKey of [encrypted.toString(), "no key"]) {
      assert.equal(
        await refused({ privateKey }),
        "ValidationException: The private key is not supported: it has to be an unencrypted key in PEM.",
      );
    }
  });

  it("refuses to delete a certificate that a domain has as its own or as its proof, or that a distribution shows", async () => {
    const acts = new GatewayActs(account);
    const inUse = async (arn: string) => {
      const urn = `urn:pulumi:test::scenario::${certificate}::held`;
      const held = await account.aws.read({ urn, id: arn });
      assert.ok(held !== undefined);
      return answer(account.aws.delete(held));
    };
    const words = (arn: string, user: string) =>
      `ResourceInUseException: Certificate ${arn} in account 123456789012 is in use. (by ${user})`;
    const domain = "arn:aws:apigateway:us-east-2::/domainnames/used.example.com";
    const arn = await acts.certificate("used.example.com");
    const proof = await acts.certificate("used.example.com");
    await acts.domain("used.example.com", arn, { ownershipVerificationCertificateArn: proof });
    assert.equal(await inUse(arn), words(arn, domain));
    assert.equal(await inUse(proof), words(proof, domain));

    const edge = await acts.certificate("edge.example.com", "us-east-1");
    await acts.domain("edge.example.com", edge, {
      regionalCertificateArn: undefined,
      certificateArn: edge,
      endpointConfiguration: { types: "EDGE" },
    });
    assert.equal(
      await inUse(edge),
      words(edge, "arn:aws:apigateway:us-east-2::/domainnames/edge.example.com"),
    );

    const viewer = await acts.certificate("www.example.com", "us-east-1");
    const { id } = await account.aws.create(
      "aws:cloudfront/distribution:Distribution",
      "d",
      distributionInputs([originInputs("used.example.com")], {
        aliases: ["www.example.com"],
        viewerCertificate: { acmCertificateArn: viewer, sslSupportMethod: "sni-only" },
      }),
    );
    assert.equal(
      await inUse(viewer),
      words(viewer, `arn:aws:cloudfront::123456789012:distribution/${id}`),
    );
  });
});
