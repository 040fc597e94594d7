import { rules, type RuleId } from "@mtls-gateway/pki";
import type { GivenRow, MatrixRow, Seen } from "../row";
import type { Actor, ActorSpec } from "../world/actor";
import type { MatrixWorld } from "../world/matrixWorld";
import { derOf, withBrokenSignature, withTrailingByte } from "../world/oddCertificates";
import { nameConstraints, unknownCritical } from "../world/oddExtensions";

/** What API Gateway takes as a truststore. */
export const uploadRows: readonly MatrixRow[] = [
  taken("upload/root", "a root", (world) => world.upload(world.root)),
  taken("upload/intermediate", "a root and an intermediate, in any order", (world) =>
    world.upload(world.issuing, world.root),
  ),
  refusing(
    "TS005",
    "upload/intermediate-without-root",
    "an intermediate without its root",
    (world) => world.upload(world.issuing),
  ),
  {
    ...taken("upload/four-cas", "a path of four CAs", async (world) =>
      world.upload(...(await world.chainOf(4, "Four"))),
    ),
    standing: "observed",
  },
  warned("TS004", "upload/five-cas", "a path of five CAs: its clients are refused", async (world) =>
    world.upload(...(await world.chainOf(5, "Five"))),
  ),
  {
    ...refusing(
      "TS011",
      "upload/same-subject",
      "two roots of one subject and different keys",
      async (world) =>
        world.upload(world.root, await world.actor({ commonName: "MyRootCA", ca: true })),
    ),
    reason: "conflicts with an existing certificate from a different issuer",
    standing: "documented",
  },
  warned("TS012", "upload/twice", "the same certificate twice", (world) =>
    world.upload(world.root, world.root),
  ),
  refusing(
    "TS006",
    "upload/broken-signature",
    "an intermediate whose signature was changed",
    (world) => world.upload(world.root, withBrokenSignature(world.issuing)),
  ),
  ...odd("TS007", "sha1", "an intermediate signed with SHA-1", {
    ca: true,
    hash: "SHA-1",
  }),
  ...(["P-224", "P-521"] as const).flatMap((curve) =>
    odd("TS008", curve.toLowerCase().replace("-", ""), `an intermediate with a key of ${curve}`, {
      ca: true,
      key: { algorithm: "ECDSA", curve },
    }),
  ),
  ...odd("TS008", "ed25519", "an intermediate with a key of Ed25519", {
    ca: true,
    key: { algorithm: "ED25519" },
  }),
  ...odd("TS008", "rsa-1024", "an intermediate with a key of RSA-1024", {
    ca: true,
    key: { algorithm: "RSA", bits: 1024 },
  }),
  ...odd("TS013", "no-key-cert-sign", "a CA whose keyUsage has no keyCertSign", {
    ca: true,
    keyUsage: ["cRLSign"],
  }),
  refusing(
    "TS013",
    "upload/issuer-is-no-ca",
    "an issuer with CA:FALSE and a CA below it",
    async (world) => {
      const { root: issuer } = world;
      const upper = await world.actor({
        commonName: "NoCA",
        issuer,
        ca: false,
        keyUsage: ["keyCertSign"],
      });
      return world.upload(
        issuer,
        upper,
        await world.actor({ commonName: "BelowCA", ca: true, issuer: upper }),
      );
    },
  ),
  refusing(
    "TS014",
    "upload/path-length",
    "an intermediate below a CA with pathLen 0",
    async (world) => {
      const { root: issuer } = world;
      const upper = await world.actor({ commonName: "UpperCA", issuer, ca: { pathLength: 0 } });
      return world.upload(
        issuer,
        upper,
        await world.actor({ commonName: "LowerCA", ca: true, issuer: upper }),
      );
    },
  ),
  warned("TS016", "upload/leaf", "a leaf beside its root", (world) =>
    world.upload(world.root, world.client),
  ),
  ...odd("TS017", "unknown-critical", "a CA with an unknown critical extension", {
    ca: true,
    extensions: [unknownCritical],
  }),
  ...odd("TS017", "huge-serial", "a CA with a serial number of 40 octets", {
    ca: true,
    serialNumber: "7f".repeat(40),
  }),
  ...odd("TS017", "v1", "a CA of X.509 version 1", { ca: true, version: 1 }),
  {
    ...taken("upload/name-constraints", "a CA with name constraints", async (world) =>
      world.upload(
        world.root,
        await intermediate(world, { ca: true, extensions: [nameConstraints] }),
      ),
    ),
    standing: "assumed",
  },
  warned(
    "TS021",
    "upload/server-only",
    "a CA with the extended key usage serverAuth alone",
    async (world) =>
      world.upload(
        world.root,
        await intermediate(world, { ca: true, extendedKeyUsage: ["serverAuth"] }),
      ),
  ),
  warned("TS010", "upload/expires-soon", "a CA that expires in 44 days", async (world) =>
    world.upload(
      world.root,
      await intermediate(world, { ca: true, notAfter: world.at(44 * 86_400) }),
    ),
  ),
  warned("TS009", "upload/not-yet-valid", "a CA that is valid one second from now", async (world) =>
    world.upload(world.root, await intermediate(world, { ca: true, notBefore: world.at(1) })),
  ),
  warned("TS015", "upload/1001-certificates", "1,001 roots", async (world) =>
    world.upload(...(await world.crowdOf(1001))),
  ),
  warned("TS018", "upload/not-pem-key", "an object key that does not end in .pem", (world) =>
    world.answerTo(async () => {
      const mutualTlsAuthentication = await world.cloud.upload("roots.crt", world.root.pem);
      const { id } = await world.cloud.domain(undefined, { mutualTlsAuthentication });
      return world.local.truststoreWarnings(id).join("\n");
    }),
  ),
  refusing("TS003", "upload/empty", "an empty file", (world) => world.upload("")),
  {
    ...refusing("TS001", "upload/no-pem", "text that is no PEM", (world) =>
      world.upload("no certificate\n"),
    ),
    rules: ["TS001"],
  },
  refusing("TS001", "upload/der", "DER in place of PEM", (world) =>
    world.upload(derOf(world.root.pem)),
  ),
  refusing("TS001", "upload/no-end", "a block without its END line", (world) =>
    world.upload(world.root, world.issuing.pem.replace(/-----END[^]*/, "")),
  ),
  refusing("TS001", "upload/trailing-bytes", "a certificate with a byte after its end", (world) =>
    world.upload(world.root, withTrailingByte(world.issuing)),
  ),
  refusing("TS002", "upload/private-key", "a private key beside the root", (world) =>
    world.upload(world.root, world.root.keyPem),
  ),
  tolerated("upload/crlf", "lines that end with CR LF", (world) =>
    world.upload(world.root.pem.replaceAll("\n", "\r\n")),
  ),
  tolerated("upload/byte-order-mark", "a byte order mark in front", (world) =>
    world.upload(Buffer.from([0xef, 0xbb, 0xbf]), world.root),
  ),
  tolerated("upload/comments", "comments between the blocks, as openssl writes them", (world) =>
    world.upload("subject=CN = MyRootCA\n", world.root, "\n# the intermediate\n", world.issuing),
  ),
  tolerated("upload/no-last-line-end", "no line end after the last line", (world) =>
    world.upload(world.root.pem.trimEnd()),
  ),
];

type Give = (world: MatrixWorld) => Promise<Seen>;

function taken(id: string, tried: string, give: Give): GivenRow {
  const facts = { layer: "upload", expected: "taken", standing: "documented" } as const;
  return { kind: "given", id, tried, ...facts, give };
}

/** Text that a reader may or may not take: nobody says. */
function tolerated(id: string, tried: string, give: Give): GivenRow {
  return { ...taken(id, tried, give), standing: "assumed" };
}

/** That AWS has no use for such a CA is the rule's standing; that it refuses the whole truststore, and does not warn, nobody says. */
function refusing(rule: RuleId, id: string, tried: string, give: Give): GivenRow {
  const facts = { expected: "refused", rules: [rule], reason: "Invalid truststore" } as const;
  return { ...tolerated(id, tried, give), ...facts };
}

function warned(rule: RuleId, id: string, tried: string, give: Give): GivenRow {
  return { ...taken(id, tried, give), rules: [rule], standing: rules[rule].source };
}

/** One odd intermediate beside its root. */
function odd(rule: RuleId, id: string, tried: string, spec: Partial<ActorSpec>): GivenRow[] {
  const give: Give = async (world) => world.upload(world.root, await intermediate(world, spec));
  return [refusing(rule, `upload/${id}`, `${tried}, beside its root`, give)];
}

function intermediate(world: MatrixWorld, spec: Partial<ActorSpec>): Promise<Actor> {
  return world.actor({ commonName: "OddCA", issuer: world.root, ...spec });
}
