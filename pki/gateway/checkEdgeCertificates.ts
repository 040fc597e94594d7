import { finding, type Finding } from "../finding";

/** Different client certificates that one create or update of a distribution takes. */
const maxCertificates = 5;

/** What is known of the client certificates of one distribution; what is left out trips nothing. */
export interface EdgeCertificateFacts {
  /** The distribution's name, the subject of the findings. */
  distribution: string;
  /** ARNs of all originMtlsConfigs, those that are known; what is no ARN of an ACM certificate is CC106 as well. */
  arns: readonly string[];
  /** ARNs, or names, of those that ACM issued itself. */
  issuedByAcm?: readonly string[];
}

/** CC106, CC107 and CC108, on the client certificates of a distribution. */
export function checkEdgeCertificates(facts: EdgeCertificateFacts): Finding[] {
  const subject = facts.distribution;
  const arns = [...new Set(facts.arns)];
  const findings = arns.flatMap((arn) => {
    const region = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(arn)?.[1];
    if (region === "us-east-1") return [];
    const message =
      region === undefined
        ? `${subject} presents "${arn}", which is no ARN of an ACM certificate in us-east-1 (arn:aws:acm:us-east-1:ACCOUNT:certificate/ID).`
        : `${subject} presents ${arn}, which is in ${region}; CloudFront reads client certificates in us-east-1 alone.`;
    return [finding("CC106", { subject, message })];
  });
  for (const arn of facts.issuedByAcm ?? []) {
    const message = `${subject} presents ${arn}, which ACM issued: it carries no clientAuth.`;
    findings.push(finding("CC107", { subject, message }));
  }
  if (arns.length > maxCertificates) {
    const message = `${subject} presents ${arns.length} different client certificates; CloudFront takes at most ${maxCertificates}.`;
    findings.push(finding("CC108", { subject, message }));
  }
  return findings;
}
