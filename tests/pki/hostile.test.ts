import assert from "node:assert/strict";
import { Truststore, type Finding } from "@mtls-gateway/pki";
import { issueCertificate } from "@mtls-gateway/pki/issuing";
import { ca, chain, client, keyOf, now, pem, type Actor } from "./support/actors";

/** How often each rule was found. */
function counted(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function check(truststore: string): Record<string, number> {
  return counted(Truststore.read(truststore).check({ at: now }));
}

/** `bench/pki/hostile.ts` has the larger ones, with their times and peak memory; here are what is found and that it ends. */
describe("a truststore that is built to be expensive", () => {
  it("ends in TS020 when hundreds of CAs share one subject and none issued another", async () => {
    const keys = await Promise.all(
      Array.from({ length: 120 }, (_, index) => keyOf(`same ${index}`)),
    );
    const stranger = await ca("Same", undefined, { keyName: "stranger" });
    const certificates = await Promise.all(
      keys.map(({ publicKey }) =>
        issueCertificate({
          subject: "CN=Same,O=Test",
          publicKey,
          issuer: { certificate: stranger.certificate, privateKey: stranger.key.privateKey },
          notBefore: stranger.certificate.notBefore,
          notAfter: stranger.certificate.notAfter,
          ca: true,
          authorityKeyIdentifier: false,
        }),
      ),
    );
    const counts = check(pem(...certificates));
    assert.deepEqual(Object.keys(counts).sort(), ["TS006", "TS011", "TS020"]);
    assert.equal(counts.TS020, 1);
  });

  it("ends in one TS004 for a chain of a hundred CAs, and refuses its client", async () => {
    const cas: Actor[] = [];
    for (let level = 0; level < 100; level += 1) {
      cas.push(await ca(`Level ${level}`, cas.at(-1), { keyName: `level ${level % 2}` }));
    }
    const store = Truststore.read(pem(...cas));
    assert.deepEqual(counted(store.check({ at: now })), { TS004: 1 });
    const leaf = await client("client", cas.at(-1));
    const verdict = store.decide(leaf.certificate, { at: now });
    assert.deepEqual(
      verdict.reasons.map(({ rule }) => rule),
      ["CC001"],
    );
    assert.equal(verdict.path.length, 101);
  });

  it("ends when every CA has signed every other one and there is no root", async () => {
    const roots = await Promise.all(Array.from({ length: 12 }, (_, index) => ca(`Ring ${index}`)));
    const crossed: Actor[] = [];
    for (const [subject] of roots.entries()) {
      for (const [issuer, signer] of roots.entries()) {
        if (subject !== issuer) crossed.push(await ca(`Ring ${subject}`, signer));
      }
    }
    const store = Truststore.read(pem(...crossed));
    assert.deepEqual(counted(store.check({ at: now })), { TS005: 1, TS011: 12 });
    const leaf = await client("client", roots[0]);
    assert.equal(store.decide(leaf.certificate, { at: now }).allowed, false);
    assert.equal(
      Truststore.read(pem(...crossed, ...roots.slice(11))).decide(leaf.certificate, { at: now })
        .allowed,
      true,
    );
  });

  it("is not read when it has more than 4 MiB, nor past 1,250 certificates or 10,000 blocks", async () => {
    const one = pem(await ca("Root"));
    assert.deepEqual(check(`${one}${"#\n".repeat(2_200_000)}`), { TS020: 1 });
    assert.deepEqual(check(one.repeat(1251)), { TS012: 1, TS020: 1 });
    assert.deepEqual(check("-----BEGIN X-----\n".repeat(10_001)), { TS002: 10_000, TS020: 1 });
  });

  it("is never read as a certificate of 5 MB, and shows a name of 64 KiB cut short", async () => {
    const extension = { oid: "1.2.3.4", value: Buffer.alloc(5_000_000) };
    assert.deepEqual(check(pem(await ca("Big", undefined, { extensions: [extension] }))), {
      TS020: 1,
    });
    const name = `CN=${"a".repeat(65_536)}`;
    const long = await ca("Long", undefined, { subject: name, notAfter: new Date("2026-05-01") });
    const [found] = Truststore.read(pem(long)).check({ at: now });
    assert.equal(found?.rule, "TS009");
    assert.ok(found.message.length < 1000 && found.subject.length < 200);
    assert.equal(long.certificate.subject, name);
  });

  it("has its flaws counted, not listed, when there are thousands", async () => {
    const extensions = Array.from({ length: 5000 }, (_, index) => ({
      oid: `1.2.3.${index}`,
      critical: true,
      value: Buffer.alloc(1),
    }));
    const [found] = Truststore.read(pem(await ca("Flawed", undefined, { extensions }))).check({
      at: now,
    });
    assert.equal(found?.rule, "TS017");
    assert.match(found.message, /and 4994 more of the kind/);
  });

  it("does not slow down the verdict on a client of a CA that is there", async () => {
    const [root, issuing] = (await chain(2)) as [Actor, Actor];
    const many = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ca("CA 2", root, { keyName: `same ${index}` })),
    );
    const leaf = await client("client", issuing);
    const verdict = Truststore.read(pem(...many, issuing, root)).decide(leaf.certificate, {
      at: now,
    });
    assert.equal(verdict.allowed, true);
  });
});
