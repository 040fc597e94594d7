import { rules } from "../catalogue";
import { finding, type Finding, type Standing } from "../finding";
import { brokenPathLength, pathLengthMessage } from "../truststore/checkPaths";
import { hasStrongHash, hasStrongKey } from "../truststore/limits";
import { PathSearch, shortestPath, walkUp } from "../truststore/pathSearch";
import { maxCasInPath, pathTooLongMessage } from "../truststore/pathTooLong";
import type { SignatureBudget } from "../truststore/signatureBudget";
import type { CaEntity, TrustGraph } from "../truststore/trustGraph";
import type { Certificate } from "../x509/certificate";
import { isSound, usableAt, whyUnusable } from "./usableCa";

export interface Refusal {
  /** Leaf to root, as far as there is one. */
  path: Certificate[];
  finding: Finding;
  /** Text of the REST execution log, "" where AWS documents none. */
  reason: string;
}

interface Context {
  at: Date;
  budget: SignatureBudget;
  presented: readonly Certificate[];
}

/**
 * Why no path is good: the one path that comes nearest decides, and what comes nearest is the path with the problem that
 * is easiest to mend. First paths that are only out of time, then those only too long, then any, then where the way stops.
 */
export function explainRefusal(graph: TrustGraph, leaf: Certificate, context: Context): Refusal {
  const { at, budget } = context;
  const link = graph.issuerOf(leaf, budget);
  if (link.kind !== "found") return withoutIssuer(graph, leaf, context);
  const issuing = link.issuer;
  const late = new PathSearch(graph, budget, isSound).fromCa(issuing);
  if (late) {
    return refused(leaf, late, unusableMessage(late, at), "documented", { fix: rules.TS009.fix });
  }
  const bent = shortestPath(graph, budget, issuing.certificates, usableAt(at));
  if (bent) return tooLongOrTooDeep(leaf, bent);
  const any = shortestPath(graph, budget, issuing.certificates, () => true);
  if (any) {
    const problems = unusableMessage(any, at);
    const length = any.length > maxCasInPath ? ` ${pathTooLongMessage(namesOf(any))}` : "";
    const weak = any.some((ca) => !hasStrongHash(ca));
    const reason = weak ? "Client cert using an insecure Signature Algorithm" : "";
    // AWS documents the limits on hashes and keys; the others that may stand in the way are our reading.
    const documented = weak || any.some((ca) => !hasStrongKey(ca));
    return refused(leaf, any, problems + length, documented ? "documented" : "assumed", {
      reason,
      fix: weak
        ? rules.TS007.fix
        : "Mend the CAs of the path, as the findings on the truststore say.",
    });
  }
  return withoutRoot(graph, leaf, issuing, context);
}

function namesOf(path: readonly Certificate[]): string[] {
  return path.map(({ name }) => name);
}

function refused(
  leaf: Certificate,
  above: readonly Certificate[],
  message: string,
  source: Standing,
  remedy: { reason?: string; fix?: string } = {},
): Refusal {
  const { name: subject, fingerprint } = leaf;
  const { reason = "", fix } = remedy;
  return {
    path: [leaf, ...above],
    finding: finding("CC001", { subject, fingerprint, message, source, fix }),
    reason,
  };
}

function unusableMessage(path: readonly Certificate[], at: Date): string {
  return path
    .flatMap((ca) =>
      whyUnusable(ca, at).map((problem) => `${ca.name}, a CA of the client's path, ${problem}.`),
    )
    .join(" ");
}

function tooLongOrTooDeep(leaf: Certificate, path: readonly Certificate[]): Refusal {
  const [issuing] = path;
  const broken = brokenPathLength(path);
  if (path.length > maxCasInPath || !issuing || !broken) {
    return refused(leaf, path, pathTooLongMessage(namesOf(path)), "observed", {
      fix: rules.TS004.fix,
    });
  }
  return refused(leaf, path, pathLengthMessage(issuing, broken), "assumed", {
    fix: rules.TS014.fix,
  });
}

const noIssuer = "Could not find issuer for certificate";

/** The leaf's own issuer is not in the truststore, or is another CA of the same name. */
function withoutIssuer(graph: TrustGraph, leaf: Certificate, context: Context): Refusal {
  const { presented, budget } = context;
  const link = graph.issuerOf(leaf, budget);
  if (leaf.selfSigned) {
    const message = `${leaf.name} is self-signed and not in the truststore itself.`;
    return refused(leaf, [], message, "documented", { reason: "self signed certificate" });
  }
  if (link.kind === "unknown") {
    const message = `${leaf.issuerName} is the subject of so many keys in the truststore that its signature was not found under the first of them.`;
    return refused(leaf, [], message, "assumed");
  }
  if (link.kind === "forged") {
    const message = `The signature of ${leaf.name} does not verify under the key of ${leaf.issuerName} in the truststore: another CA of the same name issued it, or it was changed.`;
    return refused(leaf, [], message, "documented", { reason: noIssuer });
  }
  const sent = presented.find(
    (ca) =>
      ca.subjectKey === leaf.issuerKey &&
      ca.fingerprint !== leaf.fingerprint &&
      leaf.isSignedBy(ca),
  );
  const hint = sent
    ? " The client sent it along, but the path is built from the truststore alone."
    : "";
  const message = `${leaf.name} is issued by ${leaf.issuerName}, which is not in the truststore.${hint}`;
  return refused(leaf, sent ? [sent] : [], message, "documented", { reason: noIssuer });
}

/** The issuer is there, but from it upward no path reaches a root: says where the way stops. */
function withoutRoot(
  graph: TrustGraph,
  leaf: Certificate,
  issuing: CaEntity,
  { budget }: Context,
): Refusal {
  const { path, passed } = walkUp(
    graph,
    budget,
    issuing.certificates,
    () => true,
    (ca) => graph.issuerOf(ca, budget).kind !== "found",
  );
  const last = path?.at(-1);
  if (!path || !last) {
    const names = [...new Set(namesOf(passed))].slice(0, 4).join(" <- ");
    const message = `The path of ${leaf.name} goes in a circle (${names}) and reaches no self-signed root.`;
    return refused(leaf, passed.slice(0, 4), message, "documented", { reason: noIssuer });
  }
  const why = {
    found: "",
    missing: `whose issuer ${last.issuerName} is not in the truststore`,
    forged: `whose signature does not verify under the key of ${last.issuerName} in the truststore`,
    unknown: `whose issuer was not found among the many keys of ${last.issuerName}`,
  }[graph.issuerOf(last, budget).kind];
  const message = `The path of ${leaf.name} stops at ${last.name}, ${why}.`;
  return refused(leaf, path, message, "documented", { reason: noIssuer });
}
