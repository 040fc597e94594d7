import assert from "node:assert/strict";

import { compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  unknown,
  type Fixture,
  type FixtureProgram,
  type Run,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const key: Fixture = {
  type: "tls:index/privateKey:PrivateKey",
  inputs: { algorithm: "RSA" },
  outputs: { privateKeyPem: unknown },
};

function authority(inputs: Record<string, unknown> = {}): FixtureProgram {
  return {
    key,
    ca: {
      type: "tls:index/selfSignedCert:SelfSignedCert",
      inputs: { isCaCertificate: true, privateKeyPem: unknown, ...inputs },
      outputs: { certPem: unknown },
      from: { privateKeyPem: ["key"] },
    },
  };
}

/** The stack "test", of a program that uses mutual TLS. */
function stackOf(resources: FixtureProgram): FixtureProgram {
  const stack = { type: "pulumi:pulumi:Stack", inputs: {}, isComponent: true };
  return { stack, ...compliantProgram(""), ...resources };
}

const settings = { testStackNames: ["rehearsal"] };

async function messages(program: FixtureProgram, run: Run = {}): Promise<string[]> {
  const said = await judge(program, { config: { "SEC002-authority-key": settings }, ...run });
  return said
    .filter(({ policy }) => policy === "SEC002-authority-key")
    .map(({ resource, message }) => `${resource}: ${message.split(", which")[0] ?? ""}`);
}

describe("SEC002 on the keys of CAs", () => {
  it("names the key and the CA, with the stack", async () => {
    assert.deepEqual(await messages(stackOf(authority())), [
      "key: SEC002 info: key keeps the key of the CA ca in the state of the stack test",
    ]);
  });

  it("says nothing of the key of a certificate that is no CA", async () => {
    assert.deepEqual(await messages(stackOf(authority({ isCaCertificate: false }))), []);
  });

  it("takes a key that comes from elsewhere for one that is in the state too", async () => {
    const program = stackOf({
      signed: {
        type: "tls:index/locallySignedCert:LocallySignedCert",
        inputs: { caPrivateKeyPem: unknown, caCertPem: unknown, certRequestPem: unknown },
      },
    });

    assert.deepEqual(await messages(program), [
      "signed: SEC002 info: signed keeps the key of the CA that signs signed in the state of the stack test",
    ]);
  });

  it("names both keys of an issuing CA and its root", async () => {
    const program = stackOf({
      ...authority(),
      issuingKey: key,
      request: {
        type: "tls:index/certRequest:CertRequest",
        inputs: { privateKeyPem: unknown },
        from: { privateKeyPem: ["issuingKey"] },
      },
      issuing: {
        type: "tls:index/locallySignedCert:LocallySignedCert",
        inputs: {
          isCaCertificate: true,
          caPrivateKeyPem: unknown,
          caCertPem: unknown,
          certRequestPem: unknown,
        },
        from: { caPrivateKeyPem: ["key"], caCertPem: ["ca"], certRequestPem: ["request"] },
      },
    });

    assert.deepEqual(await messages(program), [
      "key: SEC002 info: key keeps the key of the CA ca in the state of the stack test",
      "issuingKey: SEC002 info: issuingKey keeps the key of the CA issuing in the state of the stack test",
    ]);
  });

  it("says nothing in a stack whose name marks it as a test stack", async () => {
    const config = { "SEC002-authority-key": { testStackNames: ["t?st"] } };

    assert.deepEqual(await messages(stackOf(authority()), { config }), []);
    assert.deepEqual(await messages(stackOf(authority()), { config: {} }), []);
  });

  it("says nothing in a stack whose tag marks it as a test stack", async () => {
    const program = stackOf(authority());
    const marked = { "mtls-gateway:test": "true" };
    const own = { "SEC002-authority-key": { ...settings, testStackTags: { stage: "qa" } } };

    assert.deepEqual(await messages(program, { stackTags: marked }), []);
    assert.deepEqual(await messages(program, { stackTags: { stage: "qa" }, config: own }), []);
    assert.equal((await messages(program, { stackTags: marked, config: own })).length, 1);
  });

  it("says nothing in a program without mutual TLS", async () => {
    assert.deepEqual(await messages(authority()), []);
  });
});

describeScope({
  policy: "SEC002-authority-key",
  resource: "key",
  trips: () => stackOf(authority()),
  unknown: () => stackOf(authority({ isCaCertificate: unknown })),
  staysOpen: false,
  settings,
});
