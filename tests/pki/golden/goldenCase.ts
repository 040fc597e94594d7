import * as fs from "node:fs";
import * as path from "node:path";
import { checkClient, Truststore, type Finding, type Profile } from "@mtls-gateway/pki";

/** Where the golden files are. */
export const folder = path.join(__dirname, "cases");

/** The first line of a `.findings` file: what was asked. */
export interface Question {
  at: Date;
  profile: Profile;
  objectKey?: string;
}

/**
 * A golden case is `NAME.pem`, a truststore; with it `NAME.client.pem` and `NAME.chain.pem` where a client is asked about;
 * and `NAME.findings`: the question, then every finding expected, one a line.
 */
export function goldenNames(): string[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".findings"))
    .map((file) => file.slice(0, -".findings".length))
    .sort();
}

/** The findings on the files of a case, as lines. Findings on the truststore only where no client is asked about. */
export function findingsOf(name: string, question: Question): string[] {
  const truststore = Truststore.read(fs.readFileSync(path.join(folder, `${name}.pem`)), {
    objectKey: question.objectKey,
  });
  const certificate = readOptional(`${name}.client.pem`);
  if (certificate === undefined) return truststore.check({ at: question.at }).map(lineOf);
  const chain = readOptional(`${name}.chain.pem`);
  return checkClient({ certificate, chain }, { ...question, truststore }).map(lineOf);
}

function readOptional(file: string): string | undefined {
  const full = path.join(folder, file);
  return fs.existsSync(full) ? fs.readFileSync(full, "utf8") : undefined;
}

function lineOf({ rule, severity, source, subject, fingerprint, message }: Finding): string {
  return [rule, severity, source, subject, fingerprint.slice(0, 16) || "-", message].join(" | ");
}

/** Reads a `.findings` file. */
export function readExpected(name: string): { question: Question; lines: string[] } {
  const [head = "", ...lines] = fs
    .readFileSync(path.join(folder, `${name}.findings`), "utf8")
    .trimEnd()
    .split("\n");
  const question = JSON.parse(head.slice(2)) as Omit<Question, "at"> & { at: string };
  return { question: { ...question, at: new Date(question.at) }, lines };
}

/** Writes a `.findings` file with what is found now. */
export function writeExpected(name: string, question: Question): void {
  const text = [`# ${JSON.stringify(question)}`, ...findingsOf(name, question)].join("\n");
  fs.writeFileSync(path.join(folder, `${name}.findings`), `${text}\n`);
}
