import { formatFinding, type Finding, type Profile, type Severity } from "@mtls-gateway/pki";
import { outColours as pc } from "../colours";
import type { ClientAnswer, Entry, Examination } from "./examine";

const paint: Record<Severity, (text: string) => string> = {
  error: pc.red,
  warning: pc.yellow,
  info: pc.cyan,
};

/** The doctor's answer for people: a table of each truststore, the findings, the verdict on the client, the sum. */
export function reportTable(
  examinations: readonly Examination[],
  question: { profile: Profile; at: Date },
): string {
  const parts = examinations.map((examination) => {
    const { file, entries, findings, client } = examination;
    const lines = [
      ...(examinations.length > 1 ? [pc.bold(file)] : []),
      ...(entries.length > 0 ? [...table(entries, findings), ""] : []),
      ...findings.map((found) => paint[found.severity](formatFinding(found))),
      ...(client ? verdict(client, question.profile) : []),
      summary(findings, question.at),
    ];
    return lines.join("\n");
  });
  return `${parts.join("\n\n")}\n`;
}

const header = ["SUBJECT", "FINGERPRINT", "KEY", "SIGNED WITH", "FROM", "TO", "DEPTH", "FINDINGS"];

function table(entries: readonly Entry[], findings: readonly Finding[]): string[] {
  const idsOf = new Map<string, Set<string>>();
  for (const { fingerprint, rule } of findings) {
    const ids = idsOf.get(fingerprint) ?? new Set();
    idsOf.set(fingerprint, ids.add(rule));
  }
  const rows = entries.map(({ certificate, depth }) => [
    certificate.subject.length > 60
      ? `${certificate.subject.slice(0, 57)}...`
      : certificate.subject,
    certificate.fingerprint.slice(0, 16),
    certificate.keyName,
    certificate.signatureHash || certificate.signatureScheme,
    day(certificate.notBefore),
    day(certificate.notAfter),
    depth === undefined ? "no root" : String(depth),
    [...(idsOf.get(certificate.fingerprint) ?? [])].join(" ") || "none",
  ]);
  return align([header, ...rows]).map((line, index) => (index === 0 ? pc.dim(line) : line));
}

/** Columns as wide as their widest cell, two spaces apart. */
function align(rows: readonly string[][]): string[] {
  const widths = header.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

const questions: Record<Profile, { yes: string; no: string }> = {
  "api-gateway": {
    yes: "API Gateway lets the client in",
    no: "API Gateway does not let the client in",
  },
  "cloudfront-client": {
    yes: "CloudFront can present the certificate",
    no: "CloudFront cannot present the certificate, or its origin refuses it",
  },
};

function verdict(client: ClientAnswer, profile: Profile): string[] {
  const path = client.path.length > 0 ? `: ${client.path.join(" <- ")}` : "";
  if (client.allowed) return [pc.green(`${questions[profile].yes}${path}`)];
  return [pc.red(`${questions[profile].no} (${client.reasons.join(", ")})${path}`)];
}

function summary(findings: readonly Finding[], at: Date): string {
  const count = (severity: Severity): number =>
    findings.filter((found) => found.severity === severity).length;
  const named = (number: number, noun: string): string =>
    `${number} ${noun}${number === 1 ? "" : "s"}`;
  const notes = count("info") > 0 ? `, ${named(count("info"), "note")}` : "";
  return `${named(count("error"), "error")}, ${named(count("warning"), "warning")}${notes}, as of ${at.toISOString()}`;
}
