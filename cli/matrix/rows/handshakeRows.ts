import { connect } from "node:tls";
import type { Sight } from "../clients/call";
import { tlsOptions } from "../clients/nodeClient";
import { sClient } from "../clients/opensslClient";
import { PemFiles } from "../clients/pemFiles";
import { sendHello, type HelloOffer } from "../clients/rawHello";
import { observe } from "../observe";
import type { MatrixRow, SceneRow } from "../row";
import { withStolenCertificate } from "../world/oddCertificates";
import { allowed, ofRoot } from "./requestRows";

const ecdheRsaWithAes128 = 0xc02f;

/** What TLS itself settles, before any certificate is judged. */
export const handshakeRows: readonly MatrixRow[] = [
  {
    ...allowed(
      "handshake/wrong-key",
      "a trusted client's certificate, with the private key of somebody else",
      async (world) => {
        const thief = await world.actor({ commonName: "thief" });
        return ofRoot({}, (client) => withStolenCertificate(client, thief))(world);
      },
    ),
    layer: "handshake",
    expected: "no handshake",
    reason: "bad signature",
  },
  hello(
    "handshake/tls10",
    "TLS 1.0",
    { version: 0x0301, ciphers: [0xc013, 0x002f] },
    "unsupported protocol",
  ),
  hello(
    "handshake/tls11",
    "TLS 1.1",
    { version: 0x0302, ciphers: [0xc013, 0x002f] },
    "unsupported protocol",
  ),
  ...(["TLSv1", "TLSv1.1"] as const).map((version): SceneRow => ({
    ...broken(
      `handshake/${version.toLowerCase().replace(".", "")}-openssl`,
      `${version} by openssl s_client`,
    ),
    client: "openssl",
    reason: "unsupported protocol",
    play: async (world) => {
      const call = world.call(await world.trusting(world.root), { client: world.client });
      const flag = version === "TLSv1" ? "-tls1" : "-tls1_1";
      const files = new PemFiles(world.folder);
      return observe(world, "gateway", () => sClient(files, call, [flag], "ALL:@SECLEVEL=0"));
    },
  })),
  {
    ...hello(
      "handshake/tls12",
      "TLS 1.2 with a suite of the policy (the hand-made hello itself is in order)",
      { version: 0x0303, ciphers: [ecdheRsaWithAes128] },
      "",
    ),
    expected: "handshake",
  },
  hello(
    "handshake/suite-outside-policy",
    "CBC with SHA-1 (TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA and others), which TLS_1_2 leaves out",
    { version: 0x0303, ciphers: [0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035] },
    "no shared cipher",
  ),
  hello(
    "handshake/null",
    "ciphers of no encryption (TLS_RSA_WITH_NULL_SHA256 and others)",
    { version: 0x0303, ciphers: [0x003b, 0x0002, 0xc006] },
    "no shared cipher",
  ),
  hello(
    "handshake/rc4",
    "ciphers of RC4",
    { version: 0x0303, ciphers: [0x0005, 0xc007, 0xc011] },
    "no shared cipher",
  ),
  hello(
    "handshake/3des",
    "ciphers of 3DES",
    { version: 0x0303, ciphers: [0x000a, 0xc008, 0xc012] },
    "no shared cipher",
  ),
  {
    ...broken("handshake/null-openssl", "ciphers of no encryption by openssl s_client"),
    client: "openssl",
    reason: "no shared cipher",
    play: async (world) => {
      const call = world.call(await world.trusting(world.root), { client: world.client });
      const files = new PemFiles(world.folder);
      return observe(world, "gateway", () =>
        sClient(files, call, ["-tls1_2"], "eNULL:@SECLEVEL=0"),
      );
    },
  },
  {
    ...broken("handshake/renegotiation", "renegotiation on a connection of TLS 1.2"),
    standing: "assumed",
    reason: "no renegotiation",
    play: async (world) => {
      const call = world.call(await world.trusting(world.root), { client: world.client });
      const sight = await new Promise<Sight>((resolve) => {
        const socket = connect({ ...tlsOptions(call), maxVersion: "TLSv1.2" }, () => {
          socket.renegotiate({}, (error) => {
            socket.destroy();
            const outcome = error === null ? "handshake" : "no handshake";
            resolve({ outcome, words: String(error) });
          });
        });
        socket.on("error", (error: Error) => {
          resolve({ outcome: "no handshake", words: error.message });
        });
      });
      // The connection itself was made: the log has nothing to say of it.
      return { outcome: sight.outcome, rules: [], reason: sight.words };
    },
  },
  {
    ...broken("handshake/plain-http", "plain HTTP at the gateway's port"),
    standing: "assumed",
    reason: "the first bytes are no TLS ClientHello",
    play: async (world) => {
      const call = world.call(await world.trusting(world.root));
      return observe(world, "gateway", () => plainHttp(call.port));
    },
  },
];

function hello(id: string, what: string, offer: HelloOffer, reason: string): SceneRow {
  return {
    ...broken(id, what),
    client: "raw",
    reason,
    play: async (world) => {
      const call = world.call(await world.trusting(world.root));
      return observe(world, "gateway", () => sendHello(call, offer));
    },
  };
}

function broken(id: string, tried: string): Omit<SceneRow, "play"> {
  const facts = { layer: "handshake", expected: "no handshake", standing: "documented" } as const;
  return { kind: "scene", id, tried, ...facts };
}

async function plainHttp(port: number): Promise<Sight> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/pets`);
    return { outcome: answer.status, words: "" };
  } catch (error) {
    return { outcome: "no handshake", words: String(error) };
  }
}
