import type { LocalAws, LogEntry } from "@mtls-gateway/local";
import type { Outputs } from "./deployment";
import type { Impostors } from "./impostors";
import { get, type Credential, type Reply } from "./request";

/** One row of the rehearsal's table. */
export interface Row {
  /** What was tried. */
  name: string;
  expected: string;
  seen: string;
  /** Why the AWS on this machine refused it; "" where it did not. */
  reason: string;
  /** Whether what was seen is what was expected; undefined for a row that could not be tried (`seen` says why). */
  held: boolean | undefined;
}

/** The pets that AWS's public PetStore backend answers with. */
const pets: unknown = [
  { id: 1, type: "dog", price: 249.99 },
  { id: 2, type: "cat", price: 124.99 },
  { id: 3, type: "fish", price: 0.99 },
];

/** What may come of a handshake, as the column "expected" tells it. */
const outcomes = {
  pets: "200 and the three pets",
  forbidden: "403 Forbidden",
  closed: "closed, no answer",
};

type Outcome = keyof typeof outcomes;

interface Attempt {
  name: string;
  url: string;
  port: number;
  credential?: Credential;
  expected: Outcome;
}

/** Shakes hands with everything that the stack put up, rightly and wrongly, and tells what came of it. */
export async function shakeHands(
  outputs: Outputs,
  impostors: Impostors,
  aws: Pick<LocalAws, "gatewayPort" | "edgePort" | "dataPlane">,
  publicCa: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const attempt of attempts(outputs, impostors, aws)) {
    const answered = aws.dataPlane.log.length;
    const reply = await get(attempt.url, attempt.port, publicCa, attempt.credential);
    const { outcome, seen } = describe(reply);
    rows.push({
      name: attempt.name,
      expected: outcomes[attempt.expected],
      seen,
      reason: reasonIn(aws.dataPlane.log.slice(answered)),
      held: outcome === attempt.expected,
    });
  }
  if (impostors.expired === undefined) {
    rows.push({
      name: "domain, expired certificate",
      expected: outcomes.forbidden,
      seen: "not tried: the key of the issuing CA is not in this stack",
      reason: "",
      held: undefined,
    });
  }
  return rows;
}

function attempts(
  outputs: Outputs,
  { rogue, expired, selfSigned }: Impostors,
  aws: Pick<LocalAws, "gatewayPort" | "edgePort">,
): Attempt[] {
  const edge = { url: `${outputs.edgeUrl}/pets`, port: aws.edgePort };
  const domain = { url: `${outputs.apiUrl}/pets`, port: aws.gatewayPort };
  const executeApi = { url: `${outputs.executeApiUrl}/pets`, port: aws.gatewayPort };
  const client = {
    certificatePem: outputs.clientCertificatePem + outputs.clientCertificateChainPem,
    privateKeyPem: outputs.clientPrivateKeyPem,
  };
  const refused = { ...domain, expected: "forbidden" } as const;
  const refusedApi = { ...executeApi, expected: "forbidden" } as const;
  const ended = { ...refused, name: "domain, expired certificate" };
  return [
    { ...edge, name: "CloudFront, as any viewer", expected: "pets" },
    { ...domain, name: "domain, the client certificate", credential: client, expected: "pets" },
    { ...domain, name: "domain, no certificate", expected: "closed" },
    { ...refused, name: "domain, rogue CA of the same subject", credential: rogue },
    ...(expired === undefined ? [] : [{ ...ended, credential: expired }]),
    { ...refused, name: "domain, self-signed certificate", credential: selfSigned },
    { ...refusedApi, name: "execute-api endpoint" },
    { ...refusedApi, name: "execute-api endpoint, the client certificate", credential: client },
  ];
}

function describe(reply: Reply): { outcome: Outcome | undefined; seen: string } {
  if (reply.kind === "closed") {
    const closed = /socket hang up|ECONNRESET/.test(reply.reason);
    return closed
      ? { outcome: "closed", seen: outcomes.closed }
      : { outcome: undefined, seen: `no answer: ${reply.reason}` };
  }
  const { status, body, protocol } = reply;
  if (status === 200 && isThePets(body)) {
    return { outcome: "pets", seen: `200 dog 249.99, cat 124.99, fish 0.99 (${protocol})` };
  }
  const forbidden = status === 403 && body.includes('"Forbidden"');
  return forbidden
    ? { outcome: "forbidden", seen: `${outcomes.forbidden} (${protocol})` }
    : { outcome: undefined, seen: `${status} ${body.slice(0, 60)}` };
}

/** Why it was refused, in the words of API Gateway's execution log where it has words for it, with the rules. */
function reasonIn(log: readonly LogEntry[]): string {
  const refused = log.find(({ reason }) => reason !== "");
  if (refused === undefined) return "";
  const { reason, rules } = refused;
  return rules.length === 0 ? reason : `${rules.join(", ")}: ${reason}`;
}

function isThePets(body: string): boolean {
  try {
    return JSON.stringify(JSON.parse(body)) === JSON.stringify(pets);
  } catch {
    return false;
  }
}
