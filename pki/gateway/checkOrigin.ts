import { finding, type Finding } from "../finding";

/** What is known of a CloudFront origin; a fact that is left out trips nothing. */
export interface OriginFacts {
  /** The distribution's name, the subject of the findings together with the origin. */
  distribution: string;
  originId: string;
  /** The distribution is multi-tenant, whose settings have other names. Default: false. */
  isMultitenant?: boolean;
  /** Host that the origin points to. */
  originDomain: string;
  /** The host is a custom domain of API Gateway with mutual TLS. */
  isMutualTlsDomain: boolean;
  /** originMtlsConfig.clientCertificateArn; null: known to be unset. */
  clientCertificateArn?: string | null;
  /** "https-only", "http-only", "match-viewer". */
  protocolPolicy?: string;
  sslProtocols?: string[];
  /** The host is an execute-api host of an API behind an mTLS domain. Default: decided by the host's name where a client certificate is set. */
  executeApi?: boolean;
}

const executeApiHost =
  /^[a-z0-9]+(-vpce-[a-z0-9]+)?\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/i;

/** CF001 to CF004, on an origin that is an mTLS domain or is meant to be one. */
export function checkOrigin(facts: OriginFacts): Finding[] {
  const { clientCertificateArn, protocolPolicy, sslProtocols } = facts;
  const subject = `${facts.distribution}, origin ${facts.originId}`;
  const host = facts.originDomain;
  const hasCertificate = typeof clientCertificateArn === "string" && clientCertificateArn !== "";
  const executeApi = facts.executeApi ?? (hasCertificate && executeApiHost.test(host));
  const findings: Finding[] = [];
  if (executeApi) {
    findings.push(
      finding("CF004", {
        subject,
        message: `${subject} points to ${host}, the execute-api host, which knows no mutual TLS.`,
      }),
    );
  }
  if (!facts.isMutualTlsDomain && !hasCertificate) return findings;
  if (facts.isMutualTlsDomain && clientCertificateArn !== undefined && !hasCertificate) {
    findings.push(
      finding("CF001", {
        subject,
        message: `${subject} points to ${host}, which has mutual TLS, and has no originMtlsConfig: CloudFront shows no certificate there.`,
        fix: facts.isMultitenant
          ? "Set customOriginConfigs[0].originMtlsConfig.clientCertificateArn to a client certificate in ACM us-east-1."
          : undefined,
      }),
    );
  }
  if (protocolPolicy !== undefined && protocolPolicy !== "https-only") {
    findings.push(
      finding("CF002", {
        subject,
        message: `${subject} has the originProtocolPolicy ${protocolPolicy}; mutual TLS to ${host} needs https-only.`,
      }),
    );
  }
  if (sslProtocols && (sslProtocols.length !== 1 || sslProtocols[0] !== "TLSv1.2")) {
    findings.push(
      finding("CF003", {
        subject,
        // Without TLS 1.2 no connection comes about; beside older protocols it is merely not the only one.
        source: sslProtocols.includes("TLSv1.2") ? "assumed" : undefined,
        message: `${subject} has the originSslProtocols ${sslProtocols.join(", ") || "(none)"}; ${host} takes TLSv1.2.`,
      }),
    );
  }
  return findings;
}
