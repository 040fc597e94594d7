import { finding, type Finding } from "../finding";

/** What is known of the access log of a stage behind an mTLS domain; a fact that is left out trips nothing. */
export interface StageLogFacts {
  /** The stage's name, the subject of the finding. */
  stage: string;
  /** The mTLS domain. */
  domain: string;
  /** Where the log goes. null: known to be unset, so that there is no access log. */
  destinationArn?: string | null;
  /** Something else makes the stage by the way, and cannot set its log. Default: false. */
  isByTheWay?: boolean;
  /** The log's format, with its `$context` variables. */
  format?: string | null;
}

/** GW013, on the access log of a stage behind an mTLS domain. */
export function checkStageLog(facts: StageLogFacts): Finding[] {
  const { stage: subject, domain, destinationArn, format } = facts;
  if (destinationArn === null || destinationArn === "") {
    return [
      finding("GW013", {
        subject,
        // That events are cut is documented, that a log is needed is not.
        source: "assumed",
        message: `${subject} stands behind ${domain}, which has mutual TLS, and has no access log: nobody sees who called and who was refused.`,
        fix: `${facts.isByTheWay ? "Make the stage a resource of its own, and set its accessLogSettings" : "Set accessLogSettings"}, with $context.identity.clientCert.subjectDN, issuerDN and serialNumber in the format.`,
      }),
    ];
  }
  if (format?.includes("clientCertPem") === true) {
    return [
      finding("GW013", {
        subject,
        message: `${subject} stands behind ${domain}, which has mutual TLS, and its access log has clientCertPem in its format: an event is cut at 1024 bytes, which a certificate alone fills.`,
      }),
    ];
  }
  return [];
}
