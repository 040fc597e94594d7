import { finding, type Finding } from "../finding";

/** What is known of the certificate that a custom domain shows; a fact that is left out is not known yet and trips nothing. */
export interface ServerCertificateFacts {
  /** The domain's or the certificate's name, the subject of the findings. */
  name: string;
  /**
   * Where the certificate comes from, as ACM says it: `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE` (issued by AWS Private CA).
   * https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
   */
  type?: string;
  /** null: known to be unset. */
  ownershipCertificateArn?: string | null;
  /** Where the ownership certificate comes from, as `type`. */
  ownershipType?: string;
  /** The domain is the origin of a CloudFront distribution. */
  behindCloudFront?: boolean;
  /** The user's word that the CA of an imported certificate is a public one. Default: false. */
  publiclyTrusted?: boolean;
}

const sources: Readonly<Record<string, string>> = {
  IMPORTED: "imported into ACM",
  PRIVATE: "issued by AWS Private CA",
};

/** GW008 and CF006, on the server certificate of an mTLS domain. */
export function checkServerCertificate(facts: ServerCertificateFacts): Finding[] {
  const { name: subject, type, ownershipType, ownershipCertificateArn: ownership } = facts;
  if (type === undefined) return [];
  const source = sources[type];
  const findings: Finding[] = [];
  if (source !== undefined && (ownership === null || ownership === "")) {
    findings.push(
      finding("GW008", {
        subject,
        message: `${subject} has a server certificate that was ${source}, and no ownership verification certificate.`,
        fix: "Set ownershipVerificationCertificateArn to an ACM-issued certificate of the same names.",
      }),
    );
  }
  if (source === undefined && typeof ownership === "string" && ownership !== "") {
    findings.push(
      finding("GW008", {
        subject,
        message: `${subject} has a server certificate that ACM issued, and the ownership verification certificate ${ownership}, which is not needed.`,
        fix: "Leave ownershipVerificationCertificateArn out.",
      }),
    );
  }
  if (source !== undefined && ownershipType !== undefined && ownershipType !== "AMAZON_ISSUED") {
    findings.push(
      finding("GW008", {
        subject,
        message: `${subject} has an ownership verification certificate that was ${sources[ownershipType] ?? ownershipType}; it has to be one that ACM issued.`,
        fix: "Set ownershipVerificationCertificateArn to an ACM-issued certificate of the same names.",
      }),
    );
  }
  const trusted = type === "IMPORTED" && facts.publiclyTrusted === true;
  if (source !== undefined && facts.behindCloudFront === true && !trusted) {
    findings.push(
      finding("CF006", {
        subject,
        message: `${subject} is an origin of CloudFront and has a server certificate that was ${source}; CloudFront takes one of a publicly trusted CA alone.`,
      }),
    );
  }
  return findings;
}
