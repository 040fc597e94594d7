import type { RuleId } from "../catalogue";
import { finding, type Finding } from "../finding";
import type { Certificate } from "../x509/certificate";
import {
  allowsClients,
  hashStanding,
  hasStrongHash,
  hasStrongKey,
  isoSeconds,
  timeProblem,
  usageNames,
} from "./limits";

const day = 24 * 60 * 60 * 1000;

/** What the rules on one certificate ask of it. */
export type CaFacts = Pick<
  Certificate,
  | "name"
  | "fingerprint"
  | "version"
  | "notBefore"
  | "notAfter"
  | "isValidAt"
  | "key"
  | "keyName"
  | "signatureHash"
  | "isCa"
  | "mayIssue"
  | "extendedKeyUsage"
  | "flaws"
  | "limits"
>;

/** What a rule on one certificate may ask about its place in the truststore. */
export interface Place {
  /** Another certificate of the truststore is signed with its key. */
  issuesOthers: boolean;
  selfSigned: boolean;
}

/** The rules that one certificate breaks by itself: TS007 to TS010, TS013, TS016, TS017, TS019, TS021. */
export function checkCa(
  certificate: CaFacts,
  place: Place,
  options: { at: Date; expiresWithinDays: number },
): Finding[] {
  const findings: Finding[] = [];
  const { name: subject, fingerprint } = certificate;
  const found = (rule: RuleId, message: string): void => {
    findings.push(finding(rule, { subject, fingerprint, message }));
  };
  if (!hasStrongHash(certificate)) {
    const message = `${subject} is signed with ${certificate.signatureHash}; API Gateway takes SHA-256 or stronger.`;
    const source = hashStanding(certificate);
    findings.push(finding("TS007", { subject, fingerprint, message, source }));
  }
  if (!hasStrongKey(certificate)) {
    found(
      "TS008",
      `${subject} has the key ${certificate.keyName}; API Gateway takes RSA-2048 or stronger, P-256 and P-384.`,
    );
  }
  const problem = timeProblem(certificate, options.at);
  if (problem !== undefined) {
    found("TS009", `${subject} ${problem}; its clients are refused.`);
  } else {
    const left = certificate.notAfter.getTime() - options.at.getTime();
    if (left < options.expiresWithinDays * day) {
      const days = Math.max(0, Math.floor(left / day));
      found(
        "TS010",
        `${subject} expires on ${isoSeconds(certificate.notAfter)}, ${days} ${days === 1 ? "day" : "days"} after ${isoSeconds(options.at)}; the limit asked for is ${options.expiresWithinDays} days.`,
      );
    }
  }
  const notCa = whyNotCa(certificate);
  if (notCa !== undefined) {
    if (isLeaf(certificate, place)) {
      found("TS016", `${subject} is a leaf, not a CA (${notCa}), and stands among the CAs.`);
    } else found("TS013", `${subject} cannot issue certificates: ${notCa}.`);
  }
  if (certificate.flaws.length > 0) {
    found("TS017", `${subject} is malformed: ${certificate.flaws.join("; ")}.`);
  }
  if (certificate.limits.length > 0) {
    found(
      "TS019",
      `${subject} has ${[...new Set(certificate.limits)].join(", ")}; nothing documents that API Gateway honours it.`,
    );
  }
  if (!allowsClients(certificate) && certificate.mayIssue) {
    found(
      "TS021",
      `${subject} is a CA with the extended key usage ${usageNames(certificate)} alone, without clientAuth.`,
    );
  }
  return findings;
}

/** X.509 v1 cannot say that it is a CA; TS017 says what there is to say of it. */
function whyNotCa(certificate: CaFacts): string | undefined {
  if (certificate.mayIssue || certificate.version < 3) return undefined;
  return certificate.isCa
    ? "its keyUsage has no keyCertSign"
    : "its basicConstraints do not say CA:TRUE";
}

/** Nothing hangs from it, and it is either issued by another or made for a client. */
function isLeaf(certificate: CaFacts, { issuesOthers, selfSigned }: Place): boolean {
  if (issuesOthers || certificate.isCa) return false;
  return !selfSigned || certificate.extendedKeyUsage?.includes("clientAuth") === true;
}
