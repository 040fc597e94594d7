import type { Certificate } from "../x509/certificate";
import { maxCasInPath } from "./pathTooLong";
import type { SignatureBudget } from "./signatureBudget";
import type { CaEntity, TrustGraph } from "./trustGraph";

/** Which certificates a path may go through. */
export type Usable = (certificate: Certificate) => boolean;

/**
 * Looks for the shortest path from a CA up to a root with at most four CA certificates, pathLenConstraints kept.
 * One search serves many starting points: what led nowhere is remembered. Linear in the size of the truststore.
 */
export class PathSearch {
  private readonly deadEnds = new Set<string>();

  constructor(
    private readonly graph: TrustGraph,
    private readonly budget: SignatureBudget,
    private readonly usable: Usable,
  ) {}

  /** A path that begins with some certificate of this CA, issuing CA first, root last. */
  fromCa(issuing: CaEntity): Certificate[] | undefined {
    return this.shortest((length) => this.through(issuing.certificates, issuing, length, 0));
  }

  /** A path that begins with this very certificate. */
  fromCertificate(certificate: Certificate): Certificate[] | undefined {
    return this.shortest((length) => this.through([certificate], undefined, length, 0));
  }

  private shortest(
    ofLength: (length: number) => Certificate[] | undefined,
  ): Certificate[] | undefined {
    for (let length = 1; length <= maxCasInPath; length += 1) {
      const path = ofLength(length);
      if (path) return path;
    }
    return undefined;
  }

  /**
   * @param length certificates that the rest of the path has
   * @param below CAs below, those that are self-issued not counted (RFC 5280, 6.1.4)
   */
  private through(
    certificates: readonly Certificate[],
    entity: CaEntity | undefined,
    length: number,
    below: number,
  ): Certificate[] | undefined {
    const key = entity && `${entity.id} ${length} ${below}`;
    if (key !== undefined && this.deadEnds.has(key)) return undefined;
    for (const certificate of certificates) {
      if ((certificate.pathLength ?? Infinity) < below || !this.usable(certificate)) continue;
      const root = this.graph.isRoot(certificate, this.budget);
      if (length === 1) {
        if (root) return [certificate];
        continue;
      }
      if (root) continue;
      const link = this.graph.issuerOf(certificate, this.budget);
      if (link.kind !== "found") continue;
      const above = link.issuer;
      const deeper = below + (certificate.selfIssued ? 0 : 1);
      const rest = this.through(above.certificates, above, length - 1, deeper);
      if (rest) return [certificate, ...rest];
    }
    if (key !== undefined) this.deadEnds.add(key);
    return undefined;
  }
}

/**
 * The shortest path up to a root, however long it is and whatever its pathLenConstraints say; undefined when there is
 * none. For saying what is wrong with a path that is not taken.
 */
export function shortestPath(
  graph: TrustGraph,
  budget: SignatureBudget,
  from: readonly Certificate[],
  usable: Usable,
): Certificate[] | undefined {
  return walkUp(graph, budget, from, usable, (certificate) => graph.isRoot(certificate, budget))
    .path;
}

/** The shortest way up to a certificate that ends the search, and everything that was passed on the way. */
export function walkUp(
  graph: TrustGraph,
  budget: SignatureBudget,
  from: readonly Certificate[],
  usable: Usable,
  isEnd: (certificate: Certificate) => boolean,
): { path: Certificate[] | undefined; passed: Certificate[] } {
  const below = new Map<Certificate, Certificate | undefined>();
  const queue: Certificate[] = [];
  const seen = new Set<CaEntity>();
  const visit = (certificates: readonly Certificate[], child: Certificate | undefined): void => {
    for (const certificate of certificates) {
      if (below.has(certificate) || !usable(certificate)) continue;
      below.set(certificate, child);
      queue.push(certificate);
    }
  };
  visit(from, undefined);
  for (const certificate of queue) {
    if (isEnd(certificate)) return { path: pathTo(certificate, below), passed: queue };
    const link = graph.issuerOf(certificate, budget);
    if (link.kind !== "found" || seen.has(link.issuer)) continue;
    seen.add(link.issuer);
    visit(link.issuer.certificates, certificate);
  }
  return { path: undefined, passed: queue };
}

/** From the end of a walk back down to its beginning, given in the order of the walk. */
function pathTo(
  end: Certificate,
  below: ReadonlyMap<Certificate, Certificate | undefined>,
): Certificate[] {
  const path: Certificate[] = [];
  for (let at: Certificate | undefined = end; at; at = below.get(at)) path.push(at);
  return path.reverse();
}
