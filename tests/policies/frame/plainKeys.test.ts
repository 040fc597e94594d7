import { createKey } from "@mtls-gateway/pki/issuing";
import assert from "node:assert/strict";

import { mayHoldPrivateKey, plainKeyPaths } from "../../../policies/frame/plainKeys";

/** As the engine marks a secret. */
function secret(value: unknown): Record<string, unknown> {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

describe("the search for private keys in the clear", () => {
  let pkcs8 = "";
  let sec1 = "";
  let pkcs1 = "";
  let encrypted = "";
  let encryptedOld = "";
  let publicKey = "";

  before(async () => {
    const ec = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const rsa = await createKey({ algorithm: "RSA", bits: 2048 });
    const locked = { format: "pem", cipher: "aes-256-cbc", passphrase: "x" } as const;
    pkcs8 = ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    sec1 = ec.privateKey.export({ type: "sec1", format: "pem" }).toString();
    pkcs1 = rsa.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    encrypted = ec.privateKey.export({ type: "pkcs8", ...locked }).toString();
    encryptedOld = ec.privateKey.export({ type: "sec1", ...locked }).toString();
    publicKey = ec.publicKey.export({ type: "spki", format: "pem" }).toString();
  });

  it("finds a key of every form, wherever it stands, and names the path", () => {
    const properties = {
      content: pkcs8,
      nested: { list: ["no", { "a.b": sec1 }] },
      text: `prefix ${pkcs1} suffix`,
      json: JSON.stringify({ key: pkcs8 }),
      base64: Buffer.from(pkcs1).toString("base64"),
      windows: sec1.replaceAll("\n", "\r\n"),
    };

    assert.deepEqual(plainKeyPaths(properties), [
      "content",
      "nested.list[1].a.b",
      "text",
      "json",
      "base64",
      "windows",
    ]);
  });

  it("says nothing of secrets, of encrypted keys, of public ones and of words about keys", () => {
    const properties = {
      content: secret(pkcs8),
      nested: secret({ key: sec1 }),
      encrypted,
      encryptedOld,
      publicKey,
      prose: "a file that starts with -----BEGIN PRIVATE KEY----- is a key",
      certificate: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n").toString("base64"),
      unknown: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      nothing: null,
      flag: true,
    };

    assert.deepEqual(plainKeyPaths(properties), []);
  });

  it("never passes a message over that holds a key", () => {
    for (const text of [pkcs8, sec1, pkcs1, Buffer.from(pkcs8).toString("base64")]) {
      assert.ok(mayHoldPrivateKey(Buffer.from(`{"a":"${text}"}`)));
    }
    assert.ok(!mayHoldPrivateKey(Buffer.from("a message of another kind, PRIVATE KEY")));
  });
});
