import { type Certificate } from "@mtls-gateway/pki";
import type { KeySpec } from "@mtls-gateway/pki/issuing";
import { ca, client, type Actor, type Changes } from "../support/actors";

/** A leaf, a truststore and an instant, about which three verifiers are asked. */
export interface ChainCase {
  /** What the manifest of differences speaks of. */
  kind: string;
  name: string;
  truststore: Certificate[];
  leaf: Actor;
  at: Date;
}

const second = 1000;
export const day = 24 * 60 * 60 * second;

/** Node's TLS knows no clock but the machine's: so the cases are built around it, on a whole second. */
export const base = new Date(Math.floor(Date.now() / second) * second);

export const valid = {
  notBefore: new Date(base.getTime() - day),
  notAfter: new Date(base.getTime() + 365 * day),
};

/** What is changed of the certificates of a chain, by their place. */
interface ChainChanges {
  root?: Changes;
  intermediate?: Changes;
  issuing?: Changes;
  leaf?: Changes;
}

interface Chain {
  cas: Actor[];
  leaf: Actor;
}

/** A chain of `depth` CAs and a leaf; the issuing CA is the lowest, the root the first. */
export async function build(
  depth: number,
  changes: ChainChanges = {},
  all: Changes = {},
): Promise<Chain> {
  const cas: Actor[] = [];
  for (let level = 1; level <= depth; level += 1) {
    const place =
      level === 1 ? changes.root : level === depth ? changes.issuing : changes.intermediate;
    const name = level === 1 ? "Root" : `CA ${level}`;
    cas.push(await ca(name, cas.at(-1), { ...valid, ...all, ...place }));
  }
  const leaf = await client("client", cas.at(-1), { ...valid, ...all, ...changes.leaf });
  return { cas, leaf };
}

export function caseOf(kind: string, name: string, chain: Chain, at = base): ChainCase {
  return {
    kind,
    name,
    truststore: chain.cas.map(({ certificate }) => certificate),
    leaf: chain.leaf,
    at,
  };
}

const strong: Record<string, KeySpec> = {
  "RSA-2048": { algorithm: "RSA", bits: 2048 },
  "P-256": { algorithm: "ECDSA", curve: "P-256" },
  "P-384": { algorithm: "ECDSA", curve: "P-384" },
};

const weak: Record<string, KeySpec> = {
  "RSA-1024": { algorithm: "RSA", bits: 1024 },
  "P-224": { algorithm: "ECDSA", curve: "P-224" },
  "P-521": { algorithm: "ECDSA", curve: "P-521" },
  Ed25519: { algorithm: "ED25519" },
};

/** Every algorithm at every depth, and weak ones at every place. */
export async function algorithmCases(): Promise<ChainCase[]> {
  const cases: ChainCase[] = [];
  for (const [name, keySpec] of Object.entries(strong)) {
    for (let depth = 1; depth <= 6; depth += 1) {
      const kind = depth > 4 ? "more than 4 CAs" : "sound";
      const chain = await build(depth, {}, { keySpec });
      cases.push(caseOf(kind, `${name}, ${depth} CAs`, chain));
      cases.push(
        caseOf(kind, `${name}, ${depth} CAs, reversed`, {
          ...chain,
          cas: chain.cas.slice().reverse(),
        }),
      );
    }
    for (const hash of ["SHA-256", "SHA-384", "SHA-512"] as const) {
      cases.push(caseOf("sound", `${name} with ${hash}`, await build(2, {}, { keySpec, hash })));
    }
    for (const hash of ["SHA-1", "SHA-224"] as const) {
      for (const place of ["root", "issuing", "leaf"] as const) {
        const chain = await build(2, { [place]: { hash } }, { keySpec });
        cases.push(caseOf("weak hash", `${name} with ${hash}, ${place}`, chain));
      }
    }
  }
  for (const hash of ["SHA-256", "SHA-384", "SHA-512"] as const) {
    const chain = await build(
      3,
      {},
      { keySpec: { algorithm: "RSA", bits: 2048 }, hash, pss: true },
    );
    cases.push(caseOf("sound", `RSASSA-PSS with ${hash}`, chain));
  }
  for (const [name, keySpec] of Object.entries(weak)) {
    for (const place of ["root", "issuing", "leaf"] as const) {
      cases.push(caseOf("weak key", `${name}, ${place}`, await build(2, { [place]: { keySpec } })));
    }
  }
  return cases;
}

/** Both edges of the validity of every certificate of the path, to the second. */
export async function timeCases(): Promise<ChainCase[]> {
  const cases: ChainCase[] = [];
  const from = new Date(base.getTime() - 10 * day);
  const to = new Date(base.getTime() + 10 * day);
  const wide = {
    notBefore: new Date(base.getTime() - 99 * day),
    notAfter: new Date(base.getTime() + 99 * day),
  };
  for (const place of ["root", "intermediate", "issuing", "leaf"] as const) {
    const chain = await build(3, { [place]: { notBefore: from, notAfter: to } }, wide);
    for (const [edge, time] of [
      ["notBefore", from],
      ["notAfter", to],
    ] as const) {
      for (const offset of [-2, -1, 0, 1, 2]) {
        const at = new Date(time.getTime() + offset * second);
        const kind = edge === "notAfter" && offset === 0 ? "the last second" : "time";
        cases.push(caseOf(kind, `${place}, ${edge} ${offset} s`, chain, at));
      }
    }
  }
  const distant = {
    notBefore: new Date("1950-01-01T00:00:00Z"),
    notAfter: new Date("9999-12-31T23:59:59Z"),
  };
  const chain = await build(2, {}, distant);
  for (const year of [1999, 2000, 2049, 2050, 2051, 2100]) {
    const at = new Date(Date.UTC(year, 5, 1));
    cases.push(caseOf("time", `1950 to 9999, in ${year}`, chain, at));
  }
  return cases;
}
