import { finding, type Finding } from "../finding";

/** Different client certificates that one create or update of a distribution takes. */
const maxCertificates = 5;

/** What is known of the client certificates of one distribution; what is left out trips nothing. */
export interface EdgeCertificateFacts {
  /** The distribution's name, the subject of the findings. */
  distribution: string;
  /** ARNs of all originMtlsConfigs, those that are known; what is no ARN of an ACM certificate is CC106 as well. */
  arns: readonly string[];
  /** Those whose ARNs are not known yet, by their names, each with the Region that it will be in. Default: none. */
  placed?: readonly { name: string; region?: string }[];
  /** ARNs, or names, of those that ACM issued itself. */
  issuedByAcm?: readonly string[];
  /** ARNs, or names, of those that ACM had AWS Private CA issue. */
  issuedByPrivateCa?: readonly string[];
}

/** CC106, CC107 and CC108, on the client certificates of a distribution. */
export function checkEdgeCertificates(facts: EdgeCertificateFacts): Finding[] {
  const subject = facts.distribution;
  const arns = [...new Set(facts.arns)];
  const placed = facts.placed ?? [];
  const findings = arns.flatMap((arn) => {
    const region = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(arn)?.[1];
    if (region === "us-east-1") return [];
    const message =
      region === undefined
        ? `${subject} presents "${arn}", which is no ARN of an ACM certificate in us-east-1 (arn:aws:acm:us-east-1:ACCOUNT:certificate/ID).`
        : `${subject} presents ${arn}, which is in ${region}; CloudFront reads client certificates in us-east-1 alone.`;
    return [finding("CC106", { subject, message })];
  });
  for (const { name, region = "us-east-1" } of placed) {
    if (region === "us-east-1") continue;
    const message = `${subject} presents ${name}, which is in ${region}; CloudFront reads client certificates in us-east-1 alone.`;
    findings.push(finding("CC106", { subject, message }));
  }
  for (const arn of facts.issuedByAcm ?? []) {
    const message = `${subject} presents ${arn}, which ACM issued: it carries no clientAuth.`;
    findings.push(finding("CC107", { subject, message }));
  }
  for (const arn of facts.issuedByPrivateCa ?? []) {
    const message = `${subject} presents ${arn}, which ACM had AWS Private CA issue; CloudFront takes imported certificates alone.`;
    const fix =
      "Export it, or have AWS Private CA issue one to a key of your own, and import that into ACM in us-east-1.";
    findings.push(finding("CC107", { subject, message, fix }));
  }
  const count = arns.length + new Set(placed.map(({ name }) => name)).size;
  if (count > maxCertificates) {
    const message = `${subject} presents ${count} different client certificates; CloudFront takes at most ${maxCertificates}.`;
    findings.push(finding("CC108", { subject, message }));
  }
  return findings;
}
