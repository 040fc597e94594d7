import assert from "node:assert/strict";
import { Truststore, type ClientVerdict } from "@mtls-gateway/pki";
import { ca, chain, client, now, pem, type Actor } from "./support/actors";

function decide(leaf: Actor, ...truststore: Actor[]): ClientVerdict {
  return Truststore.read(pem(...truststore)).decide(leaf.certificate, { at: now });
}

function reasonsOf({ reasons }: ClientVerdict): string[] {
  return reasons.map(({ rule, message }) => `${rule} ${message}`);
}

describe("the path of a client", () => {
  it("is found whatever the order of the truststore", async () => {
    const cas = await chain(4);
    const leaf = await client("client", cas.at(-1));
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ]) {
      const verdict = decide(leaf, ...order.map((index) => cas[index] as Actor));
      assert.deepEqual(
        {
          allowed: verdict.allowed,
          path: verdict.path.map(({ subject }) => subject),
          at: verdict.at,
        },
        {
          allowed: true,
          path: ["client", "CA 4", "CA 3", "CA 2", "CA Root"].map((name) => `CN=${name},O=Test`),
          at: now,
        },
      );
    }
  });

  it("has at most four CAs, the leaf not counted", async () => {
    const cas = await chain(5);
    const four = await client("client", cas[3]);
    const five = await client("client", cas[4]);
    assert.equal(decide(four, ...cas).allowed, true);
    const verdict = decide(five, ...cas);
    assert.equal(verdict.allowed, false);
    assert.match(
      reasonsOf(verdict).join(),
      /^CC001 The path from CN=CA 5,O=Test up to its root has 5 CA/,
    );
    assert.deepEqual(
      verdict.reasons.map(({ source }) => source),
      ["observed"],
    );
  });

  it("takes the short way when a cross-signed CA also has a long one", async () => {
    const long = await chain(4, "Long");
    const short = await ca("Short Root");
    const issuing = await ca("Issuing", long.at(-1));
    const crossed = await ca("Issuing", short);
    const leaf = await client("client", issuing);
    assert.equal(decide(leaf, ...long, issuing).allowed, false);
    const verdict = decide(leaf, ...long, issuing, short, crossed);
    assert.deepEqual(
      verdict.path.map(({ subject }) => subject),
      ["CN=client,O=Test", "CN=Issuing,O=Test", "CN=Short Root,O=Test"],
    );
    assert.equal(verdict.allowed, true);
  });

  it("goes round a certificate of the right CA that is expired, weak, no CA, or under a path length of 0", async () => {
    const root = await ca("Root");
    const good = await ca("Issuing", root);
    const leaf = await client("client", good);
    const tight = await ca("Tight Root", undefined, { ca: { pathLength: 0 } });
    const bad = [
      await ca("Issuing", root, { notAfter: new Date("2026-05-01") }),
      await ca("Issuing", root, { hash: "SHA-1" }),
      await ca("Issuing", root, { ca: false }),
      await ca("Issuing", tight),
    ];
    for (const other of bad) {
      for (const order of [
        [root, tight, other, good],
        [good, other, tight, root],
      ]) {
        assert.deepEqual(reasonsOf(decide(leaf, ...order)), []);
      }
    }
  });

  it("tells two keys of one subject apart, whatever their key identifiers say", async () => {
    const old = await ca("Root", undefined, { subjectKeyIdentifier: "01" });
    const next = await ca("Root", undefined, { keyName: "second", subjectKeyIdentifier: "02" });
    const rogue = await ca("Root", undefined, { keyName: "rogue", subjectKeyIdentifier: "01" });
    const mislabelled = await client("client", old, { authorityKeyIdentifier: "02" });
    assert.equal(decide(mislabelled, old, next).allowed, true);
    assert.equal(decide(mislabelled, next).allowed, false);
    const forged = await client("client", rogue, { authorityKeyIdentifier: "01" });
    assert.equal(decide(forged, old, next).allowed, false);
  });

  it("does not go round in a circle", async () => {
    const a = await ca("A");
    const b = await ca("B", a);
    const aAgain = await ca("A", b);
    const leaf = await client("client", a);
    const verdict = decide(leaf, b, aAgain);
    assert.deepEqual(reasonsOf(verdict), [
      "CC001 The path of CN=client,O=Test goes in a circle (CN=A,O=Test <- CN=B,O=Test) and reaches no self-signed root.",
    ]);
    assert.deepEqual(
      Truststore.read(pem(b, aAgain))
        .check({ at: now })
        .map(({ rule }) => rule),
      ["TS005"],
    );
    const alone = await ca("Alone", await ca("Absent"));
    const below = await ca("Below", alone);
    assert.deepEqual(
      Truststore.read(pem(b, alone, aAgain, below))
        .check({ at: now })
        .map(({ rule, message }) => `${rule} ${message}`),
      [
        "TS005 CN=Alone,O=Test is issued by CN=Absent,O=Test, which is not in the truststore: no path from here reaches a self-signed root.",
        "TS005 The paths of 2 CAs go in a circle (CN=B,O=Test <- CN=A,O=Test) and reach no self-signed root.",
      ],
    );
    assert.equal(decide(leaf, b, aAgain, a).allowed, true);
  });

  it("does not count self-issued CAs against a path length", async () => {
    const root = await ca("Root", undefined, { ca: { pathLength: 1 } });
    const issuing = await ca("Issuing", root, { keyName: "old" });
    const rolled = await ca("Issuing", issuing, { keyName: "new" });
    const leaf = await client("client", rolled);
    assert.deepEqual(reasonsOf(decide(leaf, root, issuing, rolled)), []);
    const third = await ca("Third", rolled);
    const below = await client("client", third);
    assert.match(
      reasonsOf(decide(below, root, issuing, rolled, third)).join(),
      /pathLenConstraint of 1 and 2 CAs below it/,
    );
  });

  it("lets in a self-signed certificate that stands in the truststore, and no other", async () => {
    const own = await client("self-signed");
    const other = await client("another");
    assert.equal(decide(own, own).allowed, true);
    const verdict = decide(other, own);
    assert.deepEqual([verdict.allowed, verdict.reason], [false, "self signed certificate"]);
  });

  it("holds for the instant asked about, and remembers nothing of another one", async () => {
    const root = await ca("Root");
    const issuing = await ca("Issuing", root, { notAfter: new Date("2026-06-30T00:00:00Z") });
    const leaf = await client("client", issuing);
    const store = Truststore.read(pem(root, issuing));
    const at = (time: string): boolean =>
      store.decide(leaf.certificate, { at: new Date(time) }).allowed;
    assert.deepEqual(
      [
        "2026-06-30T00:00:00.999Z",
        "2026-06-30T00:00:01Z",
        "2026-06-29T00:00:00Z",
        "2025-12-31T23:59:59.999Z",
        "2026-01-01T00:00:00Z",
      ].map(at),
      [true, false, true, false, true],
    );
  });
});

describe("the reason of a refusal", () => {
  it("is the problem that is easiest to mend, not the last one met", async () => {
    const root = await ca("Root");
    const expired = await ca("Issuing", root, { notAfter: new Date("2026-05-01T00:00:00Z") });
    const weakRoot = await ca("Weak Root", undefined, {
      keySpec: { algorithm: "ECDSA", curve: "P-521" },
    });
    const weak = await ca("Issuing", weakRoot);
    const lost = await ca("Issuing", await ca("Absent"));
    const leaf = await client("client", expired);
    for (const order of [
      [root, expired, weakRoot, weak, lost],
      [lost, weak, weakRoot, expired, root],
    ]) {
      assert.deepEqual(reasonsOf(decide(leaf, ...order)), [
        "CC001 CN=Issuing,O=Test, a CA of the client's path, expired on 2026-05-01T00:00:00Z (asked about 2026-06-01T12:00:00Z).",
      ]);
    }
  });

  it("names the issuer that is missing, and says that sending it along does not help", async () => {
    const root = await ca("Root");
    const issuing = await ca("Issuing", root);
    const leaf = await client("client", issuing);
    const verdict = Truststore.read(pem(root)).decide(leaf.certificate, {
      at: now,
      presented: [issuing.certificate],
    });
    assert.deepEqual(reasonsOf(verdict), [
      "CC001 CN=client,O=Test is issued by CN=Issuing,O=Test, which is not in the truststore. The client sent it along, but the path is built from the truststore alone.",
    ]);
    assert.equal(verdict.reason, "Could not find issuer for certificate");
    assert.deepEqual(
      verdict.reasons.map(({ source }) => source),
      ["documented"],
    );
  });

  it("tells a rogue CA of the same subject from a missing one", async () => {
    const root = await ca("Root");
    const rogue = await ca("Root", undefined, { keyName: "rogue" });
    const verdict = decide(await client("client", rogue), root);
    assert.match(
      reasonsOf(verdict).join(),
      /signature of CN=client,O=Test does not verify under the key of CN=Root,O=Test/,
    );
    assert.equal(verdict.reason, "Could not find issuer for certificate");
  });

  it("names the CA where the way up stops", async () => {
    const [root, middle, issuing] = (await chain(3)) as [Actor, Actor, Actor];
    const leaf = await client("client", issuing);
    assert.deepEqual(reasonsOf(decide(leaf, root, issuing)), [
      "CC001 The path of CN=client,O=Test stops at CN=CA 3,O=Test, whose issuer CN=CA 2,O=Test is not in the truststore.",
    ]);
    assert.equal(decide(leaf, root, middle, issuing).allowed, true);
  });

  it("says what the REST execution log says of a weak signature", async () => {
    const root = await ca("Root");
    const leaf = await client("client", root, { hash: "SHA-1" });
    const verdict = decide(leaf, root);
    assert.deepEqual(
      [verdict.reasons.map(({ rule }) => rule), verdict.reason],
      [["CC003"], "Client cert using an insecure Signature Algorithm"],
    );
  });

  it("gives every problem of the leaf and of its path at once", async () => {
    const leaf = await client("client", await ca("Absent"), {
      notAfter: new Date("2026-05-01"),
      extendedKeyUsage: ["serverAuth"],
    });
    assert.deepEqual(
      decide(leaf, await ca("Root")).reasons.map(({ rule }) => rule),
      ["CC002", "CC005", "CC001"],
    );
  });

  it("is CC008 when the leaf is no certificate", async () => {
    const store = Truststore.read(pem(await ca("Root")));
    const verdict = store.decide(Buffer.from("3003020101", "hex"), { at: now });
    assert.deepEqual(
      [verdict.allowed, verdict.reasons.map(({ rule }) => rule)],
      [false, ["CC008"]],
    );
  });
});
