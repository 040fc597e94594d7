import { readBundle } from "@mtls-gateway/pki";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { LocalAccount } from "../support/localAccount";
import { bare, type Plain, secretNames } from "../support/providerClient";

const privateKey = "tls:index/privateKey:PrivateKey";
const selfSigned = "tls:index/selfSignedCert:SelfSignedCert";
const request = "tls:index/certRequest:CertRequest";
const locallySigned = "tls:index/locallySignedCert:LocallySignedCert";

const hour = 3_600_000;

describe("the stand-in provider tls", () => {
  let account: LocalAccount;
  let now = new Date("2030-01-01T00:00:00Z");
  before(async () => {
    account = await LocalAccount.start({ clock: () => now });
  });
  after(() => account.dispose());
  beforeEach(() => {
    now = new Date("2030-01-01T00:00:00Z");
  });

  const key = async (inputs: Plain): Promise<Plain> =>
    bare((await account.tls.create(privateKey, "key", inputs)).outputs);
  const authority = async () => {
    const { privateKeyPem } = await key({ algorithm: "ECDSA", ecdsaCurve: "P256" });
    const made = await account.tls.create(selfSigned, "ca", {
      privateKeyPem,
      subject: { commonName: "MyRootCA", organization: "MyOrg", province: "Tokyo", country: "JP" },
      allowedUses: ["cert_signing", "crl_signing"],
      isCaCertificate: true,
      validityPeriodHours: 24,
    });
    return { privateKeyPem, made };
  };

  it("makes keys of every algorithm in every form of PEM", async () => {
    const labels: Record<string, string> = {};
    const specs: Plain[] = [
      { algorithm: "RSA" },
      ...["P224", "P256", "P384", "P521"].map((ecdsaCurve) => ({ algorithm: "ECDSA", ecdsaCurve })),
      { algorithm: "ED25519" },
    ];
    for (const spec of specs) {
      const made = await key(spec);
      const pem = String(made.privateKeyPem);
      labels[Object.values(spec).join(" ")] = /BEGIN (.+)-----/.exec(pem)?.[1] ?? "";
      const own = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "pem" });
      assert.equal(made.publicKeyPem, own);
      const other = createPrivateKey(String(made.privateKeyPemPkcs8));
      assert.equal(createPublicKey(other).export({ type: "spki", format: "pem" }), own);
    }
    assert.deepEqual(labels, {
      RSA: "RSA PRIVATE KEY",
      "ECDSA P224": "EC PRIVATE KEY",
      "ECDSA P256": "EC PRIVATE KEY",
      "ECDSA P384": "EC PRIVATE KEY",
      "ECDSA P521": "EC PRIVATE KEY",
      ED25519: "PRIVATE KEY",
    });
  });

  it("writes SSH's public keys and fingerprints, and none for P-224", async () => {
    const ed = await key({ algorithm: "ED25519" });
    assert.match(String(ed.publicKeyOpenssh), /^ssh-ed25519 [A-Za-z0-9+/=]+\n$/);
    assert.match(String(ed.publicKeyFingerprintMd5), /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    assert.match(String(ed.publicKeyFingerprintSha256), /^SHA256:[A-Za-z0-9+/]{43}$/);
    assert.match(String(ed.privateKeyOpenssh), /^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
    const p224 = await key({ algorithm: "ECDSA" });
    assert.deepEqual([p224.publicKeyOpenssh, p224.privateKeyOpenssh], ["", ""]);
  });

  it("signs a request with the CA: subject and names of the request, uses of the inputs", async () => {
    const ca = await authority();
    const { privateKeyPem } = await key({ algorithm: "RSA", rsaBits: 2048 });
    const asked = await account.tls.create(request, "csr", {
      privateKeyPem,
      subject: { commonName: "my-client", organization: "MyOrg", country: "JP" },
      dnsNames: ["client.example.com"],
      ipAddresses: ["192.0.2.1", "2001:db8::1"],
      uris: ["spiffe://example.com/client"],
    });
    const pem = String(asked.outputs.certRequestPem);
    const shown = execFileSync("openssl", ["req", "-noout", "-verify", "-subject"], {
      input: pem,
      stdio: "pipe",
    }).toString();
    assert.match(shown, /subject=C ?= ?JP, O ?= ?MyOrg, CN ?= ?my-client/);
    const made = await account.tls.create(locallySigned, "leaf", {
      certRequestPem: pem,
      caCertPem: ca.made.outputs.certPem,
      caPrivateKeyPem: ca.privateKeyPem,
      allowedUses: ["digital_signature", "client_auth"],
      validityPeriodHours: 12,
    });
    assert.deepEqual(secretNames(made.outputs), ["caPrivateKeyPem"]);
    const [leaf] = readBundle(String(made.outputs.certPem)).certificates;
    const [root] = readBundle(String(ca.made.outputs.certPem)).certificates;
    assert.ok(leaf !== undefined && root !== undefined);
    assert.equal(leaf.isSignedBy(root), true);
    assert.deepEqual(
      [leaf.isCa, leaf.keyUsage, leaf.extendedKeyUsage, leaf.subjectKeyIdentifier],
      [false, ["digitalSignature"], ["clientAuth"], undefined],
    );
    assert.equal(leaf.authorityKeyIdentifier, root.subjectKeyIdentifier);
    assert.equal(
      new X509Certificate(leaf.der).subjectAltName,
      "DNS:client.example.com, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1, URI:spiffe://example.com/client",
    );
    const { caKeyAlgorithm, validityStartTime, validityEndTime } = made.outputs;
    assert.deepEqual(
      [caKeyAlgorithm, validityStartTime, validityEndTime],
      ["ECDSA", "2030-01-01T00:00:00Z", "2030-01-01T12:00:00Z"],
    );
  });

  it("makes a CA certificate with its key identifier and without usages that nobody asked for", async () => {
    const { made } = await authority();
    const [root] = readBundle(String(made.outputs.certPem)).certificates;
    assert.deepEqual(root?.keyUsage, ["keyCertSign", "cRLSign"]);
    assert.deepEqual([root.isCa, root.selfSigned, root.pathLength], [true, true, undefined]);
    assert.equal(typeof root.subjectKeyIdentifier, "string");
    const { privateKeyPem } = await key({ algorithm: "ED25519" });
    const bare = await account.tls.create(selfSigned, "bare", {
      privateKeyPem,
      allowedUses: [],
      isCaCertificate: true,
      maxPathLength: 0,
      validityPeriodHours: 1,
    });
    const [ca] = readBundle(String(bare.outputs.certPem)).certificates;
    assert.deepEqual([ca?.keyUsage, ca?.pathLength], [undefined, 0]);
  });

  it("replaces a certificate inside its early renewal, and changes earlyRenewalHours in place", async () => {
    const { privateKeyPem } = await key({ algorithm: "ED25519" });
    const inputs = { privateKeyPem, allowedUses: [], validityPeriodHours: 10 };
    const made = await account.tls.create(selfSigned, "c", { ...inputs, earlyRenewalHours: 2 });
    const renewed = { ...inputs, earlyRenewalHours: 2 };
    assert.deepEqual((await account.tls.diff(made, renewed)).changes, {});
    assert.deepEqual(await account.tls.diff(made, { ...inputs, earlyRenewalHours: 3 }), {
      changes: { earlyRenewalHours: "UPDATE" },
      replaces: [],
      deleteBeforeReplace: false,
    });
    now = new Date(now.getTime() + 8 * hour);
    assert.deepEqual((await account.tls.diff(made, renewed)).changes, {
      readyForRenewal: "UPDATE_REPLACE",
    });
    assert.equal((await account.tls.read(made))?.outputs.readyForRenewal, true);
    assert.deepEqual(
      (await account.tls.diff(made, { ...renewed, validityPeriodHours: 11 })).replaces.sort(),
      ["readyForRenewal", "validityPeriodHours"],
    );
  });

  it("refuses what the provider refuses, without ever quoting a key", async () => {
    await assert.rejects(account.tls.create(privateKey, "k", { algorithm: "DSA" }), {
      message: 'algorithm: expected algorithm to be one of ["RSA" "ECDSA" "ED25519"], got DSA',
    });
    await assert.rejects(
      account.tls.create(request, "r", { privateKeyPem: "-----BEGIN PRIVATE KEY-----\nsecret" }),
      { message: "Failed to parse private key PEM: privateKeyPem holds no private key in PEM" },
    );
    await assert.rejects(account.tls.create(request, "r", {}), {
      message:
        'privateKeyPem: Missing required argument. One of "private_key_pem", "private_key_pem_wo" must be specified',
    });
    await assert.rejects(account.tls.create(request, "r", { privateKeyPemWo: "x" }), {
      message:
        "privateKeyPemWo: tls:index/certRequest:CertRequest property privateKeyPemWo is not emulated by the AWS on this machine: nothing here acts on it",
    });
  });
});
