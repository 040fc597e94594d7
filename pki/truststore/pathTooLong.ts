import { finding, type Finding, type FindingDetails } from "../finding";

/** CA certificates in a path, the leaf not counted, that API Gateway takes. */
export const maxCasInPath = 4;

/**
 * TS004 proved from names alone, before any certificate exists.
 * @param subjects the CAs of one path, the issuing CA first, the root last, the leaf left out
 */
export function pathTooLong(subjects: readonly string[]): Finding | undefined {
  const [issuing] = subjects;
  if (issuing === undefined || subjects.length <= maxCasInPath) return undefined;
  return finding("TS004", { subject: issuing, message: pathTooLongMessage(subjects) });
}

/** The words of TS004, for a path as for names. */
export function pathTooLongMessage(subjects: readonly string[]): FindingDetails["message"] {
  const shown =
    subjects.length <= 8
      ? subjects
      : [...subjects.slice(0, 4), `... ${subjects.length - 6} more ...`, ...subjects.slice(-2)];
  return `The path from ${subjects[0] ?? ""} up to its root has ${subjects.length} CA certificates (${shown.join(" <- ")}); API Gateway takes at most ${maxCasInPath}, the client's own not counted.`;
}
