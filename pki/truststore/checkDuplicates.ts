import { finding, type Finding } from "../finding";
import type { Certificate } from "../x509/certificate";

/** What the rules on duplicates compare; a second copy of a certificate is the same object. */
export type SubjectFacts = Pick<
  Certificate,
  "name" | "fingerprint" | "subjectKey" | "issuerKey" | "spkiKey"
>;

/** TS011 and TS012: certificates that share a subject, one finding for each subject and kind. */
export function checkDuplicates(certificates: readonly SubjectFacts[]): Finding[] {
  const bySubject = new Map<string, SubjectFacts[]>();
  for (const certificate of certificates) {
    const same = bySubject.get(certificate.subjectKey);
    if (same) same.push(certificate);
    else bySubject.set(certificate.subjectKey, [certificate]);
  }
  return [...bySubject.values()].filter((same) => same.length > 1).flatMap(checkSameSubject);
}

function checkSameSubject(same: readonly SubjectFacts[]): Finding[] {
  const findings: Finding[] = [];
  const issuers = new Set(same.map(({ issuerKey }) => issuerKey)).size;
  const keys = new Set(same.map(({ spkiKey }) => spkiKey)).size;
  const last = same[same.length - 1];
  if (!last) return [];
  const { name: subject, fingerprint } = last;
  if (issuers > 1 || keys > 1) {
    const differ = issuers > 1 ? `${issuers} different issuers` : `${keys} different keys`;
    const source = issuers > 1 ? "documented" : "observed";
    const message = `${subject} is the subject of ${same.length} certificates with ${differ}; API Gateway takes one issuer per subject.`;
    findings.push(finding("TS011", { subject, fingerprint, message, source }));
  }
  const seen = new Map<string, number>();
  for (const certificate of same) {
    // One CA with one key in two certificates, as after a renewal, is a duplicate subject too.
    const ca = `${certificate.issuerKey}\n${certificate.spkiKey}`;
    seen.set(ca, (seen.get(ca) ?? 0) + 1);
  }
  const copies = Math.max(...seen.values());
  if (copies > 1) {
    const distinct = new Set(same).size;
    const message =
      distinct < same.length
        ? `${subject} stands there ${copies} times with the same key and issuer; API Gateway is reported to refuse duplicate subjects.`
        : `${subject} stands there in ${copies} certificates of the same key and issuer, as after a renewal; API Gateway is reported to refuse duplicate subjects.`;
    findings.push(finding("TS012", { subject, fingerprint, message }));
  }
  return findings;
}
