import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readBundle } from "@mtls-gateway/pki";
import { requireCommand } from "../support/skip";
import { ca, client, keyOf, pem, type Actor } from "./support/actors";

/** Rule and message of each finding, and how many certificates were read. */
function read(input: string | Uint8Array): [certificates: number, findings: string[]] {
  const { certificates, findings } = readBundle(input);
  return [certificates.length, findings.map(({ rule, message }) => `${rule} ${message}`)];
}

function openssl(args: string[], input: string): Buffer {
  return execFileSync("openssl", args, { input, stdio: ["pipe", "pipe", "ignore"] });
}

describe("a PEM file as people have it", () => {
  let root: Actor;
  let issuing: Actor;
  let folder = "";
  let one = "";
  let two = "";

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-pem-"));
    root = await ca("Root");
    issuing = await ca("Issuing", root);
    one = pem(root);
    two = pem(root, issuing);
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("is read with LF, CRLF, a byte order mark, comments, blank lines and no line break at its end", () => {
    const forms = [
      two,
      two.replaceAll("\n", "\r\n"),
      `\ufeff${two}`,
      `# our CAs\n\n${one}\n   \nissuing:\n${pem(issuing)}`,
      two.trimEnd(),
      two.replaceAll(/-----BEGIN/g, "subject=CN = Root\nissuer=CN = Root\n-----BEGIN"),
    ];
    for (const form of forms) assert.deepEqual(read(form), [2, []]);
    assert.deepEqual(read(Buffer.from(two)), [2, []]);
  });

  it("is read with the output of `openssl x509 -text` between its blocks", function () {
    requireCommand(this, "openssl");
    const text =
      openssl(["x509", "-text"], one).toString() +
      openssl(["x509", "-text"], pem(issuing)).toString();
    assert.match(text, /Certificate:\n/);
    assert.deepEqual(read(text), [2, []]);
  });

  it("is read with Base64 in lines of any length", () => {
    const body = root.certificate.der.toString("base64");
    const long = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
    const short = `-----BEGIN CERTIFICATE-----\n${body.replace(/.{10}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
    assert.deepEqual(read(long + short), [2, []]);
  });

  it("keeps the certificates around a block that cannot be read, and says where that one is", () => {
    const broken = one.replace("MI", "M!");
    assert.deepEqual(read(pem(issuing) + broken), [
      1,
      [
        `TS001 Block 2, at byte ${pem(issuing).length}, is not Base64 at byte ${pem(issuing).length + 29}.`,
      ],
    ]);
  });

  it("names a block that is cut off, at its end or by the next block", () => {
    const cut = one.slice(0, 300);
    assert.deepEqual(read(two + cut), [
      2,
      [`TS001 Block 3, at byte ${two.length}, is cut off: it has no END line.`],
    ]);
    assert.deepEqual(read(`${cut}\n${two}`), [
      2,
      ["TS001 Block 1, at byte 0, is cut off: the next block begins before its END line."],
    ]);
  });

  it("names two blocks on one line, as `cat` leaves them", () => {
    assert.deepEqual(read(one.trimEnd() + pem(issuing)), [
      1,
      [
        `TS001 Block 2, at byte ${one.length - 1}, begins on the line that ends the block before it.`,
      ],
    ]);
  });

  it("names an indented block, and passes over one in a comment", () => {
    assert.deepEqual(read(one.replace(/^/gm, "  ")), [
      0,
      ["TS001 Block 1, at byte 2, is indented: its BEGIN line does not begin the line."],
    ]);
    assert.deepEqual(read(`${one.replace(/^/gm, "# ")}\n${two}`), [2, []]);
  });

  it("names DER, PKCS#7 in both forms, UTF-16 and other text given by mistake", function () {
    requireCommand(this, "openssl");
    assert.deepEqual(read(root.certificate.der), [
      0,
      ["TS001 The file is DER, from byte 0 on, not PEM."],
    ]);
    const file = path.join(folder, "bundle.pem");
    fs.writeFileSync(file, two);
    const convert = ["crl2pkcs7", "-nocrl", "-certfile", file];
    assert.deepEqual(read(openssl(convert, "")), [
      0,
      ['TS002 Block 1, at byte 0, is "PKCS7", not a certificate.'],
    ]);
    assert.deepEqual(read(openssl([...convert, "-outform", "DER"], "")), [
      0,
      ["TS001 The file is PKCS#7 in DER, from byte 0 on, not PEM."],
    ]);
    assert.deepEqual(read(Buffer.from(`\ufeff${one}`, "utf16le")), [
      0,
      ["TS001 The file is UTF-16 text, from byte 0 on."],
    ]);
    assert.deepEqual(read('{"ca": true}'), [
      0,
      ["TS001 The file is not PEM: no line begins with -----BEGIN."],
    ]);
  });

  it("names a TRUSTED CERTIFICATE, a request and every kind of private key, and never shows the key", async function () {
    requireCommand(this, "openssl");
    const trusted = openssl(["x509", "-trustout", "-addtrust", "clientAuth"], one).toString();
    assert.deepEqual(read(trusted), [
      0,
      ['TS002 Block 1, at byte 0, is "TRUSTED CERTIFICATE", not a certificate.'],
    ]);
    const { privateKey } = await keyOf("Root");
    const forms = [
      privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      privateKey.export({ type: "sec1", format: "pem" }).toString(),
      privateKey
        .export({ type: "pkcs8", format: "pem", cipher: "aes-128-cbc", passphrase: "x" })
        .toString(),
    ];
    for (const key of forms) {
      const label = /BEGIN (.*?)-/.exec(key)?.[1] ?? "";
      assert.deepEqual(read(one + key), [
        1,
        [`TS002 Block 2, at byte ${one.length}, is a private key ("${label}").`],
      ]);
      const secret = key.split("\n")[1] ?? "";
      assert.ok(!JSON.stringify(readBundle(key).findings).includes(secret));
    }
  });

  it("has no certificate when it is empty, or blank", () => {
    for (const blank of ["", "\n \r\n", "\ufeff"]) {
      assert.deepEqual(read(blank), [0, ["TS003 The file has no certificate at all."]]);
    }
  });

  it("takes no bytes behind a certificate, and no certificate cut short inside its block", async () => {
    const { der } = (await client("client", root)).certificate;
    const block = (bytes: Buffer): string =>
      `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;
    assert.deepEqual(read(block(Buffer.concat([der, Buffer.from([0])]))), [
      0,
      [
        `TS001 Block 1, at byte 0, is no X.509 certificate: the certificate is followed by 1 byte too many, at byte ${der.length} of its DER.`,
      ],
    ]);
    assert.deepEqual(read(block(der.subarray(0, -1))), [
      0,
      [
        "TS001 Block 1, at byte 0, is no X.509 certificate: the certificate goes past the end, at byte 0 of its DER.",
      ],
    ]);
  });
});
