import { finding, type Finding } from "../finding";
import type { Certificate } from "../x509/certificate";
import { PathSearch, shortestPath, walkUp } from "./pathSearch";
import { maxCasInPath, pathTooLongMessage } from "./pathTooLong";
import type { SignatureBudget } from "./signatureBudget";
import type { CaEntity, TrustGraph } from "./trustGraph";

/** The rules on how the certificates hang together: TS004, TS005, TS006, TS014, and TS020 when the budget is spent. */
export function checkPaths(graph: TrustGraph, budget: SignatureBudget): Finding[] {
  const depths = depthsOf(graph, budget);
  return [
    ...checkLengths(graph, budget, depths),
    ...checkUnrooted(graph, budget, depths),
    ...checkPathLengths(graph, budget, depths),
    ...(budget.exhausted
      ? [
          finding("TS020", {
            subject: "the truststore",
            message: `The truststore has ${graph.certificates.length} certificates under too few names: finding out who signed which would take more signature checks than this checker makes.`,
          }),
        ]
      : []),
  ];
}

/** CA certificates on the shortest path of each, itself and the root counted; absent where no path reaches a root. */
export function depthsOf(graph: TrustGraph, budget: SignatureBudget): Map<Certificate, number> {
  const below = new Map<CaEntity, Certificate[]>();
  const depths = new Map<Certificate, number>();
  const queue: Certificate[] = [];
  for (const certificate of graph.certificates) {
    const link = graph.issuerOf(certificate, budget);
    if (link.kind !== "found") continue;
    if (graph.isRoot(certificate, budget)) {
      depths.set(certificate, 1);
      queue.push(certificate);
    } else {
      const children = below.get(link.issuer);
      if (children) children.push(certificate);
      else below.set(link.issuer, [certificate]);
    }
  }
  const done = new Set<CaEntity>();
  for (const certificate of queue) {
    const entity = graph.entityOf(certificate);
    if (!entity || done.has(entity)) continue;
    done.add(entity);
    for (const child of below.get(entity) ?? []) {
      if (depths.has(child)) continue;
      depths.set(child, (depths.get(certificate) ?? 0) + 1);
      queue.push(child);
    }
  }
  return depths;
}

/** TS004, on the lowest CA of each path that is too long. */
function checkLengths(
  graph: TrustGraph,
  budget: SignatureBudget,
  depths: ReadonlyMap<Certificate, number>,
): Finding[] {
  // A CA with a second certificate on a shorter path is fine.
  const isTooDeep = (entity: CaEntity): boolean =>
    entity.certificates.every((same) => (depths.get(same) ?? Infinity) > maxCasInPath);
  const continued = new Set<CaEntity>();
  for (const [certificate, depth] of depths) {
    const entity = graph.entityOf(certificate);
    if (depth <= maxCasInPath + 1 || !certificate.mayIssue || !entity) continue;
    const link = graph.issuerOf(certificate, budget);
    if (link.kind === "found" && isTooDeep(entity)) continued.add(link.issuer);
  }
  const findings: Finding[] = [];
  const reported = new Set<CaEntity>();
  for (const [certificate, depth] of depths) {
    const entity = graph.entityOf(certificate);
    if (depth <= maxCasInPath || !entity || continued.has(entity) || reported.has(entity)) continue;
    // A leaf in the file is not counted.
    if (!certificate.isCa || !isTooDeep(entity)) continue;
    reported.add(entity);
    const path = shortestPath(graph, budget, [certificate], () => true) ?? [certificate];
    findings.push(
      finding("TS004", {
        subject: certificate.name,
        fingerprint: certificate.fingerprint,
        message: pathTooLongMessage(path.map(({ name }) => name)),
      }),
    );
  }
  return findings;
}

/** TS005 and TS006, on the certificate where the way up stops; what hangs below it is not named again. */
function checkUnrooted(
  graph: TrustGraph,
  budget: SignatureBudget,
  depths: ReadonlyMap<Certificate, number>,
): Finding[] {
  const findings: Finding[] = [];
  const unrooted: Certificate[] = [];
  for (const certificate of graph.certificates) {
    if (depths.has(certificate)) continue;
    const { name: subject, fingerprint, issuerName: issuer } = certificate;
    const link = graph.issuerOf(certificate, budget);
    if (link.kind === "forged") {
      findings.push(forged(certificate, link.candidates));
    } else if (link.kind === "missing" && certificate.isCa) {
      findings.push(
        finding("TS005", {
          subject,
          fingerprint,
          message: `${subject} is issued by ${issuer}, which is not in the truststore: no path from here reaches a self-signed root.`,
        }),
      );
    } else if (link.kind === "found") unrooted.push(certificate);
  }
  const lost = goInCircles(graph, budget, unrooted);
  if (lost.length > 0) findings.push(circle(lost));
  return findings;
}

/** TS006. */
function forged(certificate: Certificate, candidates: readonly CaEntity[]): Finding {
  const { name: subject, fingerprint, issuerName: issuer } = certificate;
  const count = candidates.length;
  const of = count === 1 ? "the key of" : `any of the ${count} keys of`;
  if (candidates.some(({ certificates }) => certificates[0]?.publicKey !== undefined)) {
    const message = `The signature of ${subject} does not verify under ${of} ${issuer} in the truststore.`;
    return finding("TS006", { subject, fingerprint, message });
  }
  const message = `The signature of ${subject} cannot be verified: OpenSSL knows no such key as ${of} ${issuer} in the truststore.`;
  return finding("TS006", { subject, fingerprint, message, source: "assumed" });
}

/** Those from which no way up comes to an end; what stops somewhere has a finding there. */
function goInCircles(
  graph: TrustGraph,
  budget: SignatureBudget,
  certificates: readonly Certificate[],
): Certificate[] {
  const lost = new Set<Certificate>();
  const stops = (ca: Certificate): boolean => graph.issuerOf(ca, budget).kind !== "found";
  for (const certificate of certificates) {
    if (lost.has(certificate)) continue;
    const { path, passed } = walkUp(graph, budget, [certificate], () => true, stops);
    // What can be reached from here reaches no further than this.
    if (!path) for (const one of passed) lost.add(one);
  }
  return certificates.filter((certificate) => lost.has(certificate));
}

/** CAs that signed each other, with no root above any of them. */
function circle(certificates: readonly Certificate[]): Finding {
  const [first] = certificates;
  const names = [...new Set(certificates.map(({ name }) => name))];
  return finding("TS005", {
    subject: first?.name ?? "",
    fingerprint: first?.fingerprint ?? "",
    message: `The paths of ${certificates.length} CAs go in a circle (${names.slice(0, 4).join(" <- ")}${names.length > 4 ? " ..." : ""}) and reach no self-signed root.`,
  });
}

/** TS014, on a CA that has paths short enough, of which none keeps every pathLenConstraint. */
function checkPathLengths(
  graph: TrustGraph,
  budget: SignatureBudget,
  depths: ReadonlyMap<Certificate, number>,
): Finding[] {
  const search = new PathSearch(graph, budget, () => true);
  const findings: Finding[] = [];
  for (const [certificate, depth] of depths) {
    if (depth > maxCasInPath || depth === 1 || !certificate.isCa) continue;
    if (search.fromCertificate(certificate)) continue;
    const path = shortestPath(graph, budget, [certificate], () => true) ?? [certificate];
    const broken = brokenPathLength(path);
    if (!broken) continue;
    findings.push(
      finding("TS014", {
        subject: certificate.name,
        fingerprint: certificate.fingerprint,
        message: pathLengthMessage(certificate, broken),
      }),
    );
  }
  return findings;
}

/** The lowest CA of the path with more CAs below it than its pathLenConstraint allows. */
export function brokenPathLength<Ca extends Pick<Certificate, "pathLength" | "selfIssued">>(
  path: readonly Ca[],
): { ca: Ca; below: number } | undefined {
  let below = 0;
  for (const ca of path) {
    if ((ca.pathLength ?? Infinity) < below) return { ca, below };
    if (!ca.selfIssued) below += 1;
  }
  return undefined;
}

/** The words of TS014. */
export function pathLengthMessage(
  issuing: Pick<Certificate, "name">,
  { ca, below }: { ca: Pick<Certificate, "name" | "pathLength">; below: number },
): string {
  return `${ca.name} has a pathLenConstraint of ${ca.pathLength ?? ""} and ${below} ${below === 1 ? "CA" : "CAs"} below it on the path from ${issuing.name}.`;
}
