import type { Examination } from "./examine";

/**
 * The doctor's answer for machines. One truststore: `{ ok, at, findings, client? }`. Several: the same of all together,
 * without `client`, and each on its own under `truststores`, with its file.
 */
export function reportJson(examinations: readonly Examination[], at: Date): string {
  const findings = examinations.flatMap((examination) => examination.findings);
  const [first] = examinations;
  const all = { ok: isOk(findings), at: at.toISOString(), findings };
  const report =
    examinations.length === 1
      ? { ...all, client: first?.client }
      : {
          ...all,
          truststores: examinations.map((one) => ({
            file: one.file,
            ok: isOk(one.findings),
            findings: one.findings,
            client: one.client,
          })),
        };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** No finding of severity error. */
export function isOk(findings: Examination["findings"]): boolean {
  return !findings.some(({ severity }) => severity === "error");
}
