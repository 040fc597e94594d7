import type { ClientInput, Profile } from "@mtls-gateway/pki";
import { ca, chain, client, pem, type Actor, type Changes } from "./actors";
import { strangerKey } from "./truststoreCases";

/** One client certificate and the rules that it breaks, each by a single change to a compliant one. */
export interface ClientCase {
  name: string;
  profile: Profile;
  rules: string[];
  /** The input, and the PEM of the truststore that it is held against. */
  make: () => Promise<{ input: ClientInput; truststore: string }>;
  /** Large, or no PEM: not kept as a golden file. */
  golden?: false;
}

/** A root, a leaf of it with these changes, and the leaf's key. */
async function leafOfRoot(changes: Changes = {}): Promise<[root: Actor, leaf: Actor]> {
  const root = await ca("Root");
  return [root, await client("client", root, changes)];
}

function leafCase(
  name: string,
  profile: Profile,
  rules: string[],
  changes: Changes = {},
): ClientCase {
  return {
    name,
    profile,
    rules,
    make: async () => {
      const [root, leaf] = await leafOfRoot(changes);
      return { input: { certificate: pem(leaf) }, truststore: pem(root) };
    },
  };
}

const unknownCritical = {
  oid: "1.3.6.1.4.1.99999.1",
  critical: true,
  value: Buffer.from("0500", "hex"),
};

const edge = "cloudfront-client";
const gateway = "api-gateway";

export const clientCases: ClientCase[] = [
  {
    name: "client-compliant",
    profile: gateway,
    rules: [],
    make: async () => {
      const [root, leaf] = await leafOfRoot();
      const privateKey = leaf.key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      return { input: { certificate: pem(leaf), privateKey }, truststore: pem(root) };
    },
  },
  {
    name: "client-of-another-root",
    profile: gateway,
    rules: ["CC001"],
    make: async () => {
      const [, leaf] = await leafOfRoot();
      return { input: { certificate: pem(leaf) }, truststore: pem(await ca("Other Root")) };
    },
  },
  leafCase("client-expired", gateway, ["CC002"], { notAfter: new Date("2026-05-01") }),
  leafCase("client-of-the-future", gateway, ["CC002"], { notBefore: new Date("2026-07-01") }),
  leafCase("client-with-p521", gateway, ["CC003"], {
    keySpec: { algorithm: "ECDSA", curve: "P-521" },
  }),
  leafCase("client-signed-with-sha1", gateway, ["CC003"], { hash: "SHA-1" }),
  leafCase("client-that-is-a-ca", gateway, ["CC004"], { ca: true }),
  leafCase("client-for-servers", gateway, ["CC005"], { extendedKeyUsage: ["serverAuth"] }),
  leafCase("client-without-extended-key-usage", gateway, [], { extendedKeyUsage: undefined }),
  {
    name: "client-with-another-key",
    profile: gateway,
    rules: ["CC006"],
    golden: false,
    make: async () => {
      const [root, leaf] = await leafOfRoot();
      const { privateKey: stranger } = await strangerKey();
      const privateKey = stranger.export({ type: "pkcs8", format: "pem" }).toString();
      return { input: { certificate: pem(leaf), privateKey }, truststore: pem(root) };
    },
  },
  leafCase("client-without-digital-signature", gateway, ["CC007"], {
    keyUsage: ["keyEncipherment"],
  }),
  {
    name: "client-with-its-chain-in-one-file",
    profile: gateway,
    rules: ["CC008"],
    make: async () => {
      const [root, leaf] = await leafOfRoot();
      return { input: { certificate: pem(leaf, root) }, truststore: pem(root) };
    },
  },
  leafCase("client-with-unknown-critical-extension", gateway, ["CC009"], {
    extensions: [unknownCritical],
  }),
  {
    name: "edge-compliant",
    profile: edge,
    rules: [],
    make: async () => {
      const [root, issuing] = await chain(2);
      const leaf = await client("edge", issuing);
      const privateKey = leaf.key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      const input = {
        certificate: pem(leaf),
        chain: pem(issuing as Actor, root as Actor),
        privateKey,
      };
      return { input, truststore: pem(root as Actor, issuing as Actor) };
    },
  },
  leafCase("edge-expired", edge, ["CC002"], { notAfter: new Date("2026-05-01") }),
  leafCase("edge-without-extended-key-usage", edge, ["CC101"], { extendedKeyUsage: undefined }),
  leafCase("edge-for-any-use", edge, ["CC101"], { extendedKeyUsage: ["anyExtendedKeyUsage"] }),
  leafCase("edge-with-p384", edge, ["CC102"], { keySpec: { algorithm: "ECDSA", curve: "P-384" } }),
  leafCase("edge-signed-with-sha1", edge, ["CC103"], { hash: "SHA-1" }),
  leafCase("edge-signed-with-sha512", edge, [], { hash: "SHA-512" }),
  {
    name: "edge-chain-of-four",
    profile: edge,
    rules: ["CC104"],
    make: async () => {
      const cas = await chain(3);
      const leaf = await client("edge", cas.at(-1));
      const input = { certificate: pem(leaf), chain: pem(...cas.slice().reverse()) };
      return { input, truststore: pem(...cas) };
    },
  },
  {
    name: "edge-chain-of-four-in-the-truststore-alone",
    profile: edge,
    rules: ["CC104"],
    make: async () => {
      const cas = await chain(3);
      const leaf = await client("edge", cas.at(-1));
      return { input: { certificate: pem(leaf) }, truststore: pem(...cas) };
    },
  },
  {
    name: "edge-over-96-kb",
    profile: edge,
    rules: ["CC105"],
    golden: false,
    make: async () => {
      const [root, leaf] = await leafOfRoot();
      return {
        input: { certificate: "# a comment\n".repeat(8_200) + pem(leaf) },
        truststore: pem(root),
      };
    },
  },
  {
    name: "edge-not-trusted-by-its-origin",
    profile: edge,
    rules: ["CC109"],
    make: async () => {
      const [root, leaf] = await leafOfRoot();
      const input = { certificate: pem(leaf), chain: pem(root) };
      return { input, truststore: pem(await ca("Other Root")) };
    },
  },
  {
    name: "edge-chain-in-the-wrong-order",
    profile: edge,
    rules: ["CC110"],
    make: async () => {
      const [root, issuing] = (await chain(2)) as [Actor, Actor];
      const leaf = await client("edge", issuing);
      const input = { certificate: pem(leaf), chain: pem(root, issuing) };
      return { input, truststore: pem(root, issuing) };
    },
  },
];
