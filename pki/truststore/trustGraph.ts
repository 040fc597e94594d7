import type { Certificate } from "../x509/certificate";
import type { SignatureBudget } from "./signatureBudget";

/** One CA: a subject with a key. Renewed and cross-signed certificates of it are all here. */
export interface CaEntity {
  /** Position in the graph, for use as a key. */
  id: number;
  certificates: Certificate[];
}

/** Where the signature of a certificate leads inside the truststore. */
export type IssuerLink =
  | { kind: "found"; issuer: CaEntity }
  /** No certificate of the issuer's name is there. */
  | { kind: "missing" }
  /** There are CAs of that name, and the signature verifies under the key of none. */
  | { kind: "forged"; candidates: CaEntity[] }
  /** The budget for signature checks was spent before an answer was found. */
  | { kind: "unknown" };

/**
 * The certificates of a truststore with the signatures between them. Names find candidates, key identifiers say which to
 * try first, and only a signature that verifies makes a link. Links hold for ever, so they are kept.
 */
export class TrustGraph {
  private readonly entitiesBySubject = new Map<string, Map<string, CaEntity>>();
  private readonly entitiesByHint = new Map<string, Set<CaEntity>>();
  private readonly links = new Map<Certificate, IssuerLink>();
  private readonly entities = new Map<Certificate, CaEntity>();
  private nextId = 0;

  constructor(readonly certificates: readonly Certificate[]) {
    for (const certificate of certificates) {
      const byKey =
        this.entitiesBySubject.get(certificate.subjectKey) ?? new Map<string, CaEntity>();
      this.entitiesBySubject.set(certificate.subjectKey, byKey);
      const entity = byKey.get(certificate.spkiKey) ?? { id: this.nextId++, certificates: [] };
      byKey.set(certificate.spkiKey, entity);
      entity.certificates.push(certificate);
      if (certificate.subjectKeyIdentifier !== undefined) {
        const hint = hintKey(certificate.subjectKey, certificate.subjectKeyIdentifier);
        const hinted = this.entitiesByHint.get(hint) ?? new Set();
        this.entitiesByHint.set(hint, hinted.add(entity));
      }
      this.entities.set(certificate, entity);
    }
  }

  /** The CA of the truststore that has this certificate's subject and key. */
  entityOf(certificate: Certificate): CaEntity | undefined {
    return (
      this.entities.get(certificate) ??
      this.entitiesBySubject.get(certificate.subjectKey)?.get(certificate.spkiKey)
    );
  }

  /** The CA whose key verifies this certificate's signature. */
  issuerOf(certificate: Certificate, budget: SignatureBudget): IssuerLink {
    const kept = this.links.get(certificate);
    if (kept) return kept;
    if (budget.hasGivenUp(certificate)) return { kind: "unknown" };
    const link = this.findIssuer(certificate, budget);
    if (link.kind === "unknown") budget.giveUp(certificate);
    else if (this.entities.has(certificate)) this.links.set(certificate, link);
    return link;
  }

  /** The certificate is signed with the key that it holds: the end of every path that reaches it. */
  isRoot(certificate: Certificate, budget: SignatureBudget): boolean {
    if (!certificate.selfIssued) return false;
    const link = this.issuerOf(certificate, budget);
    return link.kind === "found" && link.issuer === this.entityOf(certificate);
  }

  private findIssuer(certificate: Certificate, budget: SignatureBudget): IssuerLink {
    const byKey = this.entitiesBySubject.get(certificate.issuerKey);
    if (!byKey) return { kind: "missing" };
    let attempt = 0;
    for (const issuer of this.likelyFirst(certificate, byKey)) {
      const [holder] = issuer.certificates;
      if (!holder) continue;
      if (!budget.spend(holder, attempt)) return { kind: "unknown" };
      if (certificate.isSignedBy(holder)) return { kind: "found", issuer };
      attempt += 1;
    }
    return { kind: "forged", candidates: [...byKey.values()] };
  }

  /** Key identifiers are what the issuer wrote into them, so they order the candidates and rule none out. */
  private *likelyFirst(
    certificate: Certificate,
    byKey: ReadonlyMap<string, CaEntity>,
  ): Generator<CaEntity> {
    const wanted = certificate.authorityKeyIdentifier;
    const hint = wanted === undefined ? undefined : hintKey(certificate.issuerKey, wanted);
    const likely = new Set(hint === undefined ? [] : this.entitiesByHint.get(hint));
    const own = byKey.get(certificate.spkiKey);
    if (certificate.selfIssued && own) likely.add(own);
    yield* likely;
    for (const entity of byKey.values()) if (!likely.has(entity)) yield entity;
  }
}

function hintKey(subjectKey: string, identifier: string): string {
  return `${identifier} ${subjectKey}`;
}
