import type { MatrixRow } from "../row";
import type { ActorSpec } from "../world/actor";
import type { MatrixWorld } from "../world/matrixWorld";
import { clientAuthAgain, nameConstraints, unknownCritical } from "../world/oddExtensions";
import { withBrokenContent, withBrokenSignature, withTrailingByte } from "../world/oddCertificates";
import { allowed, noIssuer, ofRoot, refused, refusedBy } from "./requestRows";

/** What certificates say of themselves: who may issue, for what, and how well formed they are. */
export const formRows: readonly MatrixRow[] = [
  {
    ...refused(
      "form/broken-signature",
      "a client whose signature was changed",
      ofRoot({}, withBrokenSignature),
    ),
    reason: noIssuer,
  },
  refused(
    "form/broken-content",
    "a client whose subject was changed after it was signed",
    ofRoot({}, withBrokenContent),
  ),
  {
    ...allowed(
      "form/trailing-byte",
      "a trusted client with a byte after its certificate in the file, which is not sent",
      ofRoot({}, withTrailingByte),
    ),
    except: { Node: "it does not load such a file", curl: "it does not load such a file" },
    standing: "assumed",
  },
  {
    ...belowOdd("form/issuer-is-no-ca", "CA:FALSE", { ca: false, keyUsage: ["keyCertSign"] }),
    reason: "is not allowed to issue certificates",
  },
  {
    ...belowOdd("form/issuer-without-key-cert-sign", "a keyUsage without keyCertSign", {
      ca: true,
      keyUsage: ["cRLSign"],
    }),
    reason: "is not allowed to issue certificates",
  },
  {
    ...refused(
      "form/path-length",
      "a client below an intermediate of a CA with pathLen 0, in a truststore served all the same",
      async (world) => {
        const upper = await world.actor({
          commonName: "UpperCA",
          ca: { pathLength: 0 },
          issuer: world.root,
        });
        const lower = await world.actor({ commonName: "LowerCA", ca: true, issuer: upper });
        const client = await world.actor({ commonName: "my-client", issuer: lower });
        return world.call(await world.forced(world.root, upper, lower), { client });
      },
    ),
    reason: "pathLen",
    standing: "assumed",
  },
  {
    ...belowOdd("form/ca-unknown-critical", "an unknown critical extension", {
      ca: true,
      extensions: [unknownCritical],
    }),
    reason: "is malformed",
  },
  {
    ...belowOdd("form/ca-server-only", "the extended key usage serverAuth alone", {
      ca: true,
      extendedKeyUsage: ["serverAuth"],
    }),
    reason: "has an extended key usage without clientAuth",
  },
  {
    ...allowed(
      "form/name-constraints",
      "a client with a name outside its CA's name constraints, which nothing documents to be honoured",
      async (world) => {
        const issuer = await world.shared("constrained", () =>
          world.actor({
            commonName: "ConstrainedCA",
            ca: true,
            issuer: world.root,
            extensions: [nameConstraints],
          }),
        );
        const client = await world.actor({
          commonName: "my-client",
          issuer,
          subjectAltNames: ["client.example.net"],
        });
        return world.call(await world.trusting(world.root, issuer), { client });
      },
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/unknown-critical",
      "a client with an unknown critical extension",
      ofRoot({ extensions: [unknownCritical] }),
    ),
    ...refusedBy("CC009", "is malformed"),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/server-only",
      "a client with the extended key usage serverAuth alone",
      ofRoot({ extendedKeyUsage: ["serverAuth"] }),
    ),
    ...refusedBy("CC005", "without clientAuth"),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/client-and-server",
      "a client with the extended key usages serverAuth and clientAuth",
      ofRoot({ extendedKeyUsage: ["serverAuth", "clientAuth"] }),
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/no-extended-key-usage",
      "a client without extended key usage",
      ofRoot({ extendedKeyUsage: undefined }),
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/no-digital-signature",
      "a client with the key usage keyEncipherment alone",
      ofRoot({ keyUsage: ["keyEncipherment"] }),
    ),
    ...refusedBy("CC007", "without digitalSignature"),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/ca-as-client",
      "a client that is a CA itself",
      ofRoot({ ca: true, keyUsage: ["digitalSignature", "keyCertSign"] }),
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/v1",
      "a client of X.509 version 1, as AWS's own walk-through makes it",
      ofRoot({ version: 1 }),
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/duplicate-extension",
      "a client with one extension twice",
      ofRoot({ extensions: [clientAuthAgain] }),
    ),
    except: { curl: "it does not load such a certificate" },
    ...refusedBy("CC009", "is malformed"),
    standing: "assumed",
  },
  {
    ...allowed(
      "form/huge-serial",
      "a client with a serial number of 40 octets",
      ofRoot({ serialNumber: "7f".repeat(40) }),
    ),
    ...refusedBy("CC009", "is malformed"),
    standing: "assumed",
  },
];

/** A client of an intermediate that no truststore is taken with. */
function belowOdd(id: string, what: string, spec: Partial<ActorSpec>) {
  const call = async (world: MatrixWorld) => {
    const issuer = await world.actor({ commonName: "OddCA", issuer: world.root, ...spec });
    const client = await world.actor({ commonName: "my-client", issuer });
    return world.call(await world.forced(world.root, issuer), { client });
  };
  const tried = `a client of an intermediate with ${what}, in a truststore served all the same`;
  return { ...refused(id, tried, call), standing: "assumed" } as const;
}
