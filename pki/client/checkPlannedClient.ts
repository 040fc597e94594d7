import { finding, type Finding } from "../finding";
import { checkDepth } from "./checkEdgeChain";
import { checkEdgeUse, type EdgeUseFacts } from "./checkEdgeUse";
import { caAsClient, checkKeyUsage } from "./checkLeaf";

/** What is known of a client certificate that does not exist yet; a fact that is left out trips nothing. */
export interface PlannedClientFacts extends EdgeUseFacts {
  isCa?: boolean;
  /** As RFC 5280 writes them; empty: the certificate will have no such extension. */
  keyUsage?: readonly string[];
  /** How many certificates its path has at least, the leaf and the root counted. */
  depth?: number;
  /** Time from issue to expiry, in hours. */
  validityHours?: number;
  /** Whether the private key that goes with it is its own. */
  hasOwnKey?: boolean;
  /** Whether the truststore of the origin that it is shown to will hold its issuer and all CAs above that. */
  isTrusted?: boolean;
  /** Subject of its issuer, for CC109. Default: "its issuer". */
  issuer?: string;
}

/**
 * The rules on a client certificate that CloudFront will present, before it exists: CC002, CC004, CC006, CC007,
 * CC101 to CC104 and CC109.
 */
export function checkPlannedClient(facts: PlannedClientFacts): Finding[] {
  const { subject, fingerprint = "", keyUsage = [], validityHours, issuer = "its issuer" } = facts;
  const findings = checkEdgeUse(facts);
  if (validityHours !== undefined && validityHours <= 0) {
    const message = `${subject} is to be valid for ${validityHours} hours: it expires when it is issued.`;
    findings.push(finding("CC002", { subject, message }));
  }
  if (facts.isCa === true) findings.push(caAsClient(subject, fingerprint));
  if (facts.hasOwnKey === false) {
    const message = `The private key given for ${subject} belongs to another certificate.`;
    findings.push(finding("CC006", { subject, message }));
  }
  if (keyUsage.length > 0) findings.push(...checkKeyUsage(subject, fingerprint, keyUsage));
  findings.push(...checkDepth(subject, fingerprint, facts.depth ?? 0));
  if (facts.isTrusted === false) {
    const message = `${subject} is issued by ${issuer}, which is not in the truststore.`;
    findings.push(finding("CC109", { subject, message }));
  }
  return findings;
}
