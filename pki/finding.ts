import { rules, type RuleId } from "./catalogue";

/** How bad a finding is: `error` AWS refuses it or mTLS is walked around, `warning` AWS takes it and somebody is locked out or let in. */
export type Severity = "error" | "warning" | "info";

/** Whose word a rule rests on: AWS documentation, a third party's observation, or nobody's. */
export type Standing = "documented" | "observed" | "assumed";

/** One thing found, in the same words wherever it is said: component, policy, local AWS, doctor. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** What the finding is about: a certificate's subject as RFC 4514 text, a resource's name, or a file. */
  subject: string;
  /** SHA-256 of the certificate's DER, 64 lower-case hex digits; empty where the subject is no certificate. */
  fingerprint: string;
  /** What was found, with the value. Never holds PEM or key material. */
  message: string;
  /** What to do about it. */
  fix: string;
  source: Standing;
}

/** What a rule cannot know by itself: where it was broken, and by which value. */
export interface FindingDetails {
  /** Default: "". */
  fingerprint?: string;
  subject: string;
  message: string;
  /** Default: the rule's own. */
  fix?: string;
  /** Default: the rule's own. */
  source?: Standing;
}

/** A finding of a catalogue rule; severity, fix and standing come from the catalogue. */
export function finding(rule: RuleId, details: FindingDetails): Finding {
  const { severity, fix, source } = rules[rule];
  return {
    rule,
    severity,
    subject: details.subject,
    fingerprint: details.fingerprint ?? "",
    message: details.message,
    fix: details.fix ?? fix,
    source: details.source ?? source,
  };
}

const standings: Record<Standing, string> = {
  documented: "",
  observed: " (observed, not AWS's word)",
  assumed: " (assumed, AWS does not say)",
};

/** One line: `TS004 error: <message> Fix: <fix>`, with the standing said when it is not AWS's documentation. */
export function formatFinding(found: Finding): string {
  return `${found.rule} ${found.severity}: ${found.message}${standings[found.source]} Fix: ${found.fix}`;
}

/** Findings that stop a program; the message holds all of them, one a line. */
export class FindingsError extends Error {
  override readonly name = "FindingsError";

  constructor(readonly findings: Finding[]) {
    super(findings.map(formatFinding).join("\n"));
  }
}

/** @throws FindingsError with all findings, warnings included, when one of them is of severity error. */
export function throwOnErrors(findings: Finding[]): void {
  if (findings.some((found) => found.severity === "error")) throw new FindingsError(findings);
}
