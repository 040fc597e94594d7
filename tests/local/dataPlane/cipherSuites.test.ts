import assert from "node:assert/strict";
import { getCiphers } from "node:tls";
import { createKey } from "@mtls-gateway/pki/issuing";
import { actor, inAcm } from "./support/actors";
import { open, World } from "./support/world";

/**
 * The suites of `TLS_1_2` on a Regional custom domain.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
const offered = {
  "TLSv1.3": ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"],
  "TLSv1.2": [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-RSA-AES128-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES256-SHA384",
    "AES128-GCM-SHA256",
    "AES128-SHA256",
    "AES256-GCM-SHA384",
    "AES256-SHA256",
  ],
} as const;

describe("cipher suites at the gateway", () => {
  const rsa = "rsa.example.com";
  let world: World;
  before(async () => {
    world = await World.create();
    const root = await actor({ commonName: "ServerCA", ca: true });
    const certificate = await actor({
      commonName: rsa,
      issuer: root,
      keys: await createKey({ algorithm: "RSA", bits: 2048 }),
      extendedKeyUsage: ["serverAuth"],
      subjectAltNames: [rsa],
    });
    const domain = await world.account.domain(rsa);
    const serverCertificate = inAcm(certificate);
    await world.change((account) => account.domainList.push({ ...domain, serverCertificate }));
  });
  after(() => world.close());

  const shake = (name: string, version: keyof typeof offered, ciphers: string) =>
    world.handshake({
      name,
      tls: {
        minVersion: version,
        maxVersion: version,
        // The level says nothing to TLS 1.3.
        ciphers: version === "TLSv1.3" ? ciphers : `${ciphers}:@SECLEVEL=0`,
        rejectUnauthorized: false,
      },
    });

  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    for (const suite of offered[version]) {
      it(`have ${suite} among them`, async () => {
        // A suite goes with one type of the server's key; those of TLS 1.3 with either.
        const socket = await shake(suite.includes("ECDSA") ? open : rsa, version, suite);
        assert.equal(socket.getCipher().name, suite);
        socket.destroy();
      });
    }
  }

  const all = getCiphers().map((name) => name.toUpperCase());
  const others = {
    "TLSv1.3": ["TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"],
    "TLSv1.2": all.filter(
      (name) =>
        !name.startsWith("TLS_") && !(offered["TLSv1.2"] as readonly string[]).includes(name),
    ),
  };

  for (const [version, name, key] of [
    ["TLSv1.2", open, "an ECDSA key"],
    ["TLSv1.2", rsa, "an RSA key"],
    ["TLSv1.3", open, "any key"],
  ] as const) {
    it(`have no other among them that OpenSSL knows for ${version} and ${key}`, async () => {
      const suites = others[version];
      if (version === "TLSv1.2") {
        // Those of the policy `TLS_1_0` are offered here, too.
        for (const old of ["ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES256-SHA", "AES128-SHA"]) {
          assert.equal(suites.includes(old), true, old);
        }
      }
      const [entry] = await world.logged(() =>
        assert.rejects(shake(name, version, suites.join(":")), /handshake failure/),
      );
      assert.match(entry?.reason ?? "", /no shared cipher/);
    });
  }
});
