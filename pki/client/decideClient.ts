import { finding, type Finding } from "../finding";
import { PathSearch } from "../truststore/pathSearch";
import type { SignatureBudget } from "../truststore/signatureBudget";
import type { TrustGraph } from "../truststore/trustGraph";
import { Certificate } from "../x509/certificate";
import { readDer } from "../x509/readDer";
import { checkLeaf } from "./checkLeaf";
import { explainRefusal } from "./explainRefusal";
import { usableAt } from "./usableCa";

/** What API Gateway does with one client, and why. */
export interface ClientVerdict {
  allowed: boolean;
  /** The instant that the verdict holds for. */
  at: Date;
  /** Leaf to root. When refused: the path that came nearest. */
  path: Certificate[];
  /** Findings of severity error that refuse the client, the most useful first; empty when it is let in. */
  reasons: Finding[];
  /** What the REST execution log says after "Access denied. Reason: ", where AWS documents it; else "". */
  reason: string;
}

export interface DecideContext {
  at: Date;
  presented: readonly (Certificate | Uint8Array)[];
  budget: SignatureBudget;
}

/** In when one good path exists: leaf, at most four CAs of the truststore, root; all valid, strong and allowed to issue. */
export function decideClient(
  graph: TrustGraph,
  input: Certificate | Uint8Array,
  context: DecideContext,
): ClientVerdict {
  const { at, budget } = context;
  const leaf = input instanceof Certificate ? input : parse(input);
  if (!(leaf instanceof Certificate)) {
    return { allowed: false, at, path: [], reasons: [leaf], reason: "" };
  }
  const own = checkLeaf(leaf, at).filter(({ severity }) => severity === "error");
  const weak = own.some(({ rule }) => rule === "CC003");
  const path = findPath(graph, leaf, context);
  if (path) {
    const reason = weak ? insecure : "";
    return { allowed: own.length === 0, at, path, reasons: own, reason };
  }
  const refusal = explainRefusal(graph, leaf, { at, budget, presented: certificatesOf(context) });
  return {
    allowed: false,
    at,
    path: refusal.path,
    reasons: [...own, refusal.finding],
    reason: weak && refusal.reason === "" ? insecure : refusal.reason,
  };
}

const insecure = "Client cert using an insecure Signature Algorithm";

function findPath(
  graph: TrustGraph,
  leaf: Certificate,
  { at, budget }: DecideContext,
): Certificate[] | undefined {
  // A self-signed certificate that stands in the truststore is its own path ("self-signed certificates" are allowed).
  const trusted = graph
    .entityOf(leaf)
    ?.certificates.find(({ fingerprint }) => fingerprint === leaf.fingerprint);
  if (trusted && graph.isRoot(trusted, budget)) return [leaf];
  const link = graph.issuerOf(leaf, budget);
  if (link.kind !== "found") return undefined;
  const above = new PathSearch(graph, budget, usableAt(at)).fromCa(link.issuer);
  return above && [leaf, ...above];
}

function parse(der: Uint8Array): Certificate | Finding {
  const read = readDer(der);
  if (read instanceof Certificate) return read;
  const subject = "the client certificate";
  return finding("CC008", { subject, message: `The client certificate ${read}.` });
}

/** What the client sent and can be read; the rest explains nothing. */
function certificatesOf({ presented }: DecideContext): Certificate[] {
  return presented.slice(0, 10).flatMap((item) => {
    if (item instanceof Certificate) return [item];
    const read = parse(item);
    return read instanceof Certificate ? [read] : [];
  });
}
