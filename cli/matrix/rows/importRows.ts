import type { RuleId } from "@mtls-gateway/pki";
import type { Values } from "@mtls-gateway/local";
import type { GivenRow, MatrixRow } from "../row";
import { pemOf, type Actor, type ActorSpec } from "../world/actor";
import type { MatrixWorld } from "../world/matrixWorld";
import { filler } from "../world/oddExtensions";

/** What ACM takes as an import, and CloudFront as the certificate that it shows to its origin. */
export const importRows: readonly MatrixRow[] = [
  {
    ...imported(
      "import/client",
      "a client certificate with its chain, in us-east-1",
      {},
      {},
      (world) => world.root.pem,
    ),
    expected: "taken",
    reason: "",
  },
  {
    ...imported("import/other-key", "a private key of another certificate"),
    reason: "do not match",
    unsaid: ["CC006"],
    give: (world) =>
      world.answerTo(async () => {
        const { keyPem } = await world.actor({ commonName: "other" });
        await world.cloud.importCertificate({ ...world.client, keyPem });
        return "";
      }),
  },
  {
    ...imported("import/expired", "a certificate expired by one second"),
    reason: "is not valid at the time of import",
    give: (world) => giving(world, { notAfter: world.at(-1) }),
  },
  {
    ...imported("import/not-yet-valid", "a certificate that is valid one second from now"),
    reason: "is not valid at the time of import",
    give: (world) => giving(world, { notBefore: world.at(1) }),
  },
  {
    ...imported(
      "import/wrong-chain",
      "a chain of another CA",
      {},
      {},
      (world) => world.issuing.pem,
    ),
    reason: "The index within the chain of the invalid certificate is: 0",
  },
  {
    ...imported("edge-import/rsa-1024", "CloudFront: a key of RSA-1024", {
      key: { algorithm: "RSA", bits: 1024 },
    }),
    ...cloudFront("CC102"),
  },
  {
    ...imported("edge-import/server-only", "CloudFront: the extended key usage serverAuth alone", {
      extendedKeyUsage: ["serverAuth"],
    }),
    ...cloudFront("CC101"),
  },
  {
    ...imported("edge-import/no-extended-key-usage", "CloudFront: no extended key usage", {
      extendedKeyUsage: undefined,
    }),
    ...cloudFront("CC101"),
  },
  {
    ...imported("edge-import/p384", "CloudFront: a key of P-384", {
      key: { algorithm: "ECDSA", curve: "P-384" },
    }),
    ...cloudFront("CC102"),
  },
  {
    ...imported("edge-import/sha1", "CloudFront: signed with SHA-1", { hash: "SHA-1" }),
    ...cloudFront("CC103"),
  },
  {
    ...imported("edge-import/depth-4", "CloudFront: a leaf below three CAs"),
    ...cloudFront("CC104"),
    give: (world) =>
      world.answerTo(async () => {
        const three = await world.chainOf(3, "Three");
        const client = await world.actor({ commonName: "my-client", issuer: three[2] });
        await distribute(world, client, {}, pemOf([...three].reverse()));
        return "";
      }),
  },
  {
    ...imported("edge-import/large-chain", "CloudFront: a chain of more than 64 KB"),
    ...cloudFront("CC105"),
    give: (world) =>
      world.answerTo(async () => {
        const issuer = await world.actor({
          commonName: "Large",
          ca: true,
          keyUsage: ["keyCertSign"],
          extensions: [filler(64 * 1024)],
        });
        const client = await world.actor({ commonName: "my-client", issuer });
        await distribute(world, client, {}, issuer.pem);
        return "";
      }),
  },
  {
    ...imported(
      "edge-import/other-region",
      "CloudFront: imported in us-east-2",
      {},
      { region: "us-east-2" },
    ),
    ...cloudFront("CC106"),
  },
  {
    ...imported("edge-import/six", "CloudFront: six client certificates in one distribution"),
    ...cloudFront("CC108"),
    give: (world) =>
      world.answerTo(async () => {
        const six = await Promise.all(
          Array.from({ length: 6 }, () =>
            world.actor({ commonName: "my-client", issuer: world.root }),
          ),
        );
        const arns = await Promise.all(six.map((one) => world.cloud.importCertificate(one)));
        await world.cloud.distribution("api.example.com", arns);
        return "";
      }),
  },
  {
    ...imported("edge-import/acm-issued", "CloudFront: a certificate that ACM issued"),
    ...cloudFront("CC101", "CC107"),
    give: (world) =>
      world.answerTo(async () => {
        const arn = await world.cloud.issuedCertificate();
        await world.cloud.distribution("api.example.com", [arn]);
        return "";
      }),
  },
  protocol("CF002", "edge-import/match-viewer", "CloudFront: the origin policy match-viewer", {
    originProtocolPolicy: "match-viewer",
  }),
];

function imported(
  id: string,
  tried: string,
  spec: Partial<ActorSpec> = {},
  more: Values = {},
  chain: (world: MatrixWorld) => string = () => "",
): GivenRow {
  const toEdge = id.startsWith("edge-import");
  return {
    kind: "given",
    id,
    tried,
    layer: "import",
    expected: "refused",
    reason: "ValidationException: ",
    standing: "documented",
    give: async (world) => giving(world, spec, more, chain(world), toEdge),
  };
}

function cloudFront(...rules: RuleId[]): Pick<GivenRow, "rules" | "reason"> {
  return { rules, reason: "InvalidArgument: " };
}

function protocol(rule: RuleId, id: string, tried: string, config: Values): GivenRow {
  return {
    ...imported(id, tried),
    ...cloudFront(rule),
    give: (world) =>
      world.answerTo(async () => {
        await distribute(world, world.client, {}, "", config);
        return "";
      }),
  };
}

/** ACM's answer to a client of the root; CloudFront's too when it goes on to a distribution. */
function giving(
  world: MatrixWorld,
  spec: Partial<ActorSpec>,
  more: Values = {},
  chain = "",
  distributed = false,
) {
  return world.answerTo(async () => {
    const { root: issuer } = world;
    const client = await world.actor({ commonName: "my-client", issuer, ...spec });
    if (distributed) await distribute(world, client, more, chain);
    else await world.cloud.importCertificate(client, chain, more);
    return "";
  });
}

async function distribute(
  world: MatrixWorld,
  client: Actor,
  more: Values,
  chain = "",
  config: Values = {},
): Promise<void> {
  const arn = await world.cloud.importCertificate(client, chain, more);
  await world.cloud.distribution("api.example.com", [arn], config);
}
