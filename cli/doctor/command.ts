import { Option, type Command } from "commander";
import type { Profile } from "@mtls-gateway/pki";
import { UsageError } from "../usageError";
import { examine, type Question } from "./examine";
import { readFile } from "./readFile";
import { isOk, reportJson } from "./reportJson";
import { reportTable } from "./reportTable";

interface Flags {
  truststore: string[];
  client?: string;
  chain?: string;
  key?: string;
  profile: Profile;
  at?: Date;
  expiresWithin: number;
  json?: boolean;
}

/** Adds `mtls-gateway doctor`: the rules of `pki/` on files. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "check a truststore, and whether it lets a client certificate in, from files alone",
    )
    .argument("[truststores...]", "PEM files of CAs; - for standard input")
    .option("--truststore <file>", "the same as an option (repeatable)", collect, [])
    .option("--client <file>", "a client's certificate, PEM or DER: would it be let in?")
    .option("--chain <file>", "PEM of the CAs that go with the client's certificate")
    .option("--key <file>", "PEM of the client's private key: does it belong to the certificate?")
    .addOption(
      new Option("--profile <profile>", "whose limits the client is held against")
        .choices(["api-gateway", "cloudfront-client"])
        .default("api-gateway"),
    )
    .option("--at <time>", "the instant asked about, ISO 8601 (default: now)", instant)
    .option("--expires-within <days>", "warn of CAs that expire within so many days", days, 45)
    .option("--json", "print JSON instead of tables")
    .addHelpText(
      "after",
      "\nExit status: 0 no error found, 1 errors found, 2 wrong call or a file that cannot be read.",
    )
    .action((files: string[], flags: Flags) => {
      const question = read([...files, ...flags.truststore], flags);
      const examinations = examine(question);
      process.stdout.write(
        flags.json === true
          ? reportJson(examinations, question.at)
          : reportTable(examinations, question),
      );
      process.exitCode = examinations.every(({ findings }) => isOk(findings)) ? 0 : 1;
    });
}

function read(truststores: readonly string[], flags: Flags): Question {
  if (truststores.length === 0 && flags.client === undefined) {
    throw new UsageError("doctor needs a file: give --truststore FILE, or - for standard input.");
  }
  if (truststores.length === 0 && flags.profile === "api-gateway") {
    throw new UsageError(
      "doctor cannot tell whether a client is let in without a truststore: give --truststore FILE.",
    );
  }
  if (flags.client === undefined && (flags.chain ?? flags.key) !== undefined) {
    throw new UsageError(
      "--chain and --key belong to a client's certificate: give --client FILE too.",
    );
  }
  const names = [...truststores, flags.client, flags.chain, flags.key];
  if (names.filter((name) => name === "-").length > 1) {
    throw new UsageError("- (standard input) can be read for one file only.");
  }
  return {
    truststores: truststores.map(readFile),
    client:
      flags.client === undefined
        ? undefined
        : {
            certificate: readFile(flags.client),
            chain: flags.chain === undefined ? undefined : readFile(flags.chain),
            key: flags.key === undefined ? undefined : readFile(flags.key),
          },
    profile: flags.profile,
    at: flags.at ?? new Date(),
    expiresWithinDays: flags.expiresWithin,
  };
}

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

/** A date alone is its first instant in UTC; a time has to say its zone. */
function instant(value: string): Date {
  const form = /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.exec(
    value,
  );
  const at = new Date(value);
  // Date takes 31 February for 3 March.
  const lastDay = new Date(Date.UTC(Number(form?.[1]), Number(form?.[2]), 0)).getUTCDate();
  if (!form || Number.isNaN(at.getTime()) || Number(form[3]) > lastDay) {
    throw new UsageError(
      `--at ${JSON.stringify(value)} is no time of ISO 8601: write 2026-06-01 or 2026-06-01T12:00:00Z.`,
    );
  }
  return at;
}

function days(value: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value)) {
    throw new UsageError(
      `--expires-within ${JSON.stringify(value)} is no number of days: write 45.`,
    );
  }
  return number;
}
