import { Certificate, readBundle, Truststore } from "@mtls-gateway/pki";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answer, privateCa } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import { secretNames, type Kept, type Plain } from "../support/providerClient";

const authorityType = "aws:acmpca/certificateAuthority:CertificateAuthority";
const certificateType = "aws:acmpca/certificate:Certificate";
const installedType = "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate";
const template = (name: string) => `arn:aws:acm-pca:::template/${name}/V1`;

describe("AWS Private CA on this machine", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  let account: LocalAccount;
  let root: Kept;
  let subordinate: Kept;
  let csr: string;
  before(async () => {
    account = await LocalAccount.start({ clock: () => now });
    root = await privateCa(account, "PrivateRoot");
    subordinate = await privateCa(account, "PrivateIssuing", { issuer: root });
    const key = await account.tls.create("tls:index/privateKey:PrivateKey", "client", {
      algorithm: "RSA",
      rsaBits: 2048,
    });
    const request = await account.tls.create("tls:index/certRequest:CertRequest", "client", {
      privateKeyPem: (key.outputs.privateKeyPem as Plain).value,
      subject: { commonName: "my-client", organization: "MyOrg" },
      dnsNames: ["client.example.com"],
    });
    csr = request.outputs.certRequestPem as string;
  });
  after(() => account.dispose());

  const issue = (more: Plain = {}, from: Kept = subordinate) =>
    account.aws.create(certificateType, "client", {
      certificateAuthorityArn: from.id,
      certificateSigningRequest: csr,
      signingAlgorithm: "SHA256WITHECDSA",
      templateArn: template("EndEntityClientAuthCertificate"),
      validity: { type: "DAYS", value: "365" },
      ...more,
    });
  const parse = (pem: unknown): Certificate => {
    const [certificate] = readBundle(pem as string).certificates;
    assert.ok(certificate);
    return certificate;
  };

  it("issues a client certificate by CSR that the CA's own truststore lets in", async () => {
    const { outputs } = await issue();
    const leaf = parse(outputs.certificate);
    assert.equal(leaf.subject, "CN=my-client,O=MyOrg");
    assert.deepEqual(leaf.keyUsage, ["digitalSignature"]);
    assert.deepEqual(leaf.extendedKeyUsage, ["clientAuth"]);
    assert.equal(leaf.isCa, false);
    assert.equal(leaf.notBefore.toISOString(), "2026-11-22T11:00:00.000Z");
    assert.equal(leaf.notAfter.toISOString(), "2027-11-22T12:00:00.000Z");
    const chain = readBundle(outputs.certificateChain as string).certificates;
    assert.deepEqual(
      chain.map(({ subject }) => subject.split(",")[0]),
      ["CN=PrivateIssuing", "CN=PrivateRoot"],
    );
    const truststore = Truststore.read(outputs.certificateChain as string);
    assert.deepEqual(truststore.check({ at: now }), []);
    assert.equal(truststore.decide(leaf, { at: now }).allowed, true);
  });

  it("puts into a certificate what its template says", async () => {
    const seen: [string, unknown][] = [];
    for (const name of ["EndEntityCertificate", "EndEntityServerAuthCertificate"]) {
      const { outputs } = await issue({ templateArn: template(name) });
      seen.push([name, parse(outputs.certificate).extendedKeyUsage]);
    }
    const { outputs } = await issue({ templateArn: undefined });
    seen.push(["none", parse(outputs.certificate).extendedKeyUsage]);
    assert.deepEqual(seen, [
      ["EndEntityCertificate", ["serverAuth", "clientAuth"]],
      ["EndEntityServerAuthCertificate", ["serverAuth"]],
      ["none", ["serverAuth", "clientAuth"]],
    ]);
    const below = parse((await account.aws.read(subordinate))?.outputs.certificate);
    assert.deepEqual([below.isCa, below.pathLength], [true, 0]);
  });

  it("keeps the CA's key in the account: no output of any resource has one", async () => {
    const found = await account.aws.read(root);
    const issued = await issue();
    const shown = JSON.stringify([found, issued, root]);
    assert.equal(shown.includes("PRIVATE KEY"), false);
    assert.deepEqual(secretNames(found?.outputs ?? {}), []);
    const state = readFileSync(join(account.folder, "account.json"), "utf8");
    assert.equal(state.includes("PRIVATE KEY"), true);
  });

  it("refuses what IssueCertificate refuses", async () => {
    assert.match(
      await answer(issue({ signingAlgorithm: "SHA256WITHRSA" })),
      /^InvalidArgsException: The specified signing algorithm family must match the algorithm family of the CA's secret key/,
    );
    assert.match(
      await answer(issue({ validity: { type: "YEARS", value: "6" } })),
      /^ValidationException: The certificate validity specified exceeds the certificate authority validity/,
    );
    assert.match(
      await answer(issue({ certificateSigningRequest: "no request" })),
      /^MalformedCSRException: /,
    );
    assert.match(
      await answer(issue({ certificateAuthorityArn: `${root.id}x` })),
      /^ResourceNotFoundException: Could not find Certificate Authority with ARN \S+ in us-east-2$/,
    );
    assert.match(
      await answer(issue({ templateArn: template("CodeSigningCertificate") })),
      /^templateArn: the template \S+CodeSigningCertificate\/V1 is not emulated by the AWS on this machine: /,
    );
  });

  it("issues nothing from a CA without a certificate, or one that is disabled", async () => {
    const pending = await account.aws.create(authorityType, "pending", {
      certificateAuthorityConfiguration: {
        keyAlgorithm: "EC_prime256v1",
        signingAlgorithm: "SHA256WITHECDSA",
        subject: { commonName: "Pending" },
      },
    });
    assert.match(
      await answer(issue({}, pending)),
      /^InvalidStateException: .* is PENDING_CERTIFICATE, not ACTIVE\)$/,
    );
    const other = await privateCa(account, "Disabled");
    const disabled = await account.aws.update(other, { ...other.inputs, enabled: false });
    assert.equal(disabled.outputs.enabled, false);
    assert.match(
      await answer(issue({}, other)),
      /^InvalidStateException: .* is DISABLED, not ACTIVE/,
    );
  });

  it("installs only the certificate of the CA's own request, with its chain in order", async () => {
    const pending = await account.aws.create(authorityType, "install", {
      certificateAuthorityConfiguration: {
        keyAlgorithm: "EC_prime256v1",
        signingAlgorithm: "SHA256WITHECDSA",
        subject: { commonName: "Install" },
      },
    });
    const install = (certificate: unknown, certificateChain?: unknown) =>
      answer(
        account.aws.create(installedType, "install", {
          certificateAuthorityArn: pending.id,
          certificate,
          certificateChain,
        }),
      );
    const rootPem = (await account.aws.read(root))?.outputs.certificate;
    assert.match(await install(rootPem), /^CertificateMismatchException: .* its key is another$/);
    const own = await issue(
      {
        certificateSigningRequest: pending.outputs.certificateSigningRequest,
        templateArn: template("SubordinateCACertificate_PathLen0"),
      },
      root,
    );
    const { certificate, certificateChain } = own.outputs;
    assert.equal(
      await install(certificate),
      "InvalidRequestException: A certificate chain is required for a SUBORDINATE CA",
    );
    assert.match(
      await install(certificate, (await account.aws.read(subordinate))?.outputs.certificate),
      /^MalformedCertificateException: The certificate chain is not in order: certificate 0 /,
    );
    assert.equal(await install(certificate, certificateChain), "");
  });

  it("tells a CA by its ARN", async () => {
    const found = await account.aws.invoke(
      "aws:acmpca/getCertificateAuthority:getCertificateAuthority",
      { arn: subordinate.id },
    );
    assert.deepEqual([found.status, found.type], ["ACTIVE", "SUBORDINATE"]);
    assert.equal(found.certificate, (await account.aws.read(subordinate))?.outputs.certificate);
    assert.equal(parse(found.certificateChain).subject.split(",")[0], "CN=PrivateRoot");
  });

  it("replaces a certificate when any of its inputs changes, and revokes it when it goes", async () => {
    const made = await issue();
    const news = { ...made.inputs, validity: { type: "DAYS", value: "30" } };
    assert.deepEqual((await account.aws.diff(made, news)).replaces, ["validity"]);
    await account.aws.delete(made);
    assert.equal(await account.aws.read(made), undefined);
  });

  it("gives ACM its permission once", async () => {
    const permit = () =>
      account.aws.create("aws:acmpca/permission:Permission", "acm", {
        certificateAuthorityArn: subordinate.id,
        principal: "acm.amazonaws.com",
        actions: ["IssueCertificate", "GetCertificate", "ListPermissions"],
      });
    const made = await permit();
    assert.equal(made.id, `${subordinate.id},acm.amazonaws.com,123456789012`);
    assert.deepEqual((await account.aws.read(made))?.inputs, made.inputs);
    assert.match(await answer(permit()), /^PermissionAlreadyExistsException: /);
    await account.aws.delete(made);
    assert.equal(await account.aws.read(made), undefined);
  });

  it("serves ACM: a PRIVATE certificate is issued at once, and its key stays with ACM", async () => {
    const made = await account.aws.create("aws:acm/certificate:Certificate", "private", {
      domainName: "private.example.com",
      subjectAlternativeNames: ["*.private.example.com"],
      certificateAuthorityArn: subordinate.id,
    });
    const { status, type, domainValidationOptions, validationMethod, notAfter } = made.outputs;
    assert.deepEqual(
      [status, type, domainValidationOptions, validationMethod, notAfter],
      ["ISSUED", "PRIVATE", [], "NONE", "2027-12-22T12:00:00.000Z"],
    );
    assert.equal(JSON.stringify(made).includes("PRIVATE KEY"), false);
    assert.equal(
      await answer(
        account.aws.create("aws:acm/certificate:Certificate", "both", {
          domainName: "both.example.com",
          certificateAuthorityArn: subordinate.id,
          validationMethod: "DNS",
        }),
      ),
      'certificateAuthorityArn: Conflicting configuration arguments: "certificate_authority_arn": conflicts with validation_method',
    );
  });
});
