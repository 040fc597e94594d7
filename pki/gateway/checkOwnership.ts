import { finding, type Finding } from "../finding";

/** Which certificates an mTLS domain uses; one that is left out is not known yet and trips nothing. */
export interface DomainCertificates {
  /** The domain's name, the subject of the findings. */
  domain: string;
  serverCertificateArn?: string;
  /** "" for none. */
  ownershipCertificateArn?: string;
  /** How a finding calls the ownership certificate. Default: by its ARN. */
  ownershipCertificateName?: string;
}

/**
 * GW009, on all mTLS domains that are known: the ownership certificate of one may not be the server certificate of another.
 * Of one and the same domain it says nothing.
 */
export function checkOwnership(domains: readonly DomainCertificates[]): Finding[] {
  return domains.flatMap((own) => {
    const { domain: subject, ownershipCertificateArn: ownership } = own;
    if (ownership === undefined || ownership === "") return [];
    const name = own.ownershipCertificateName ?? ownership;
    return domains
      .filter(({ domain, serverCertificateArn }) => {
        return domain !== subject && serverCertificateArn === ownership;
      })
      .map(({ domain }) =>
        finding("GW009", {
          subject,
          message: `${subject} has the ownership verification certificate ${name}, which is the server certificate of ${domain}, an mTLS domain too.`,
        }),
      );
  });
}
