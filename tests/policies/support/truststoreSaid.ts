import { judge, type FixtureProgram, type Run, type Said } from "./fixtureProgram";

/** The policies on the truststore's object and bucket, and what they leave open. */
const own = /^(TS\d+-|GW005-|GW006-|GW007-|GW012-)/;

/** What the policies on truststores say of a program; those on keys and client certificates have tests of their own. */
export async function truststoreSaid(program: FixtureProgram, run: Run = {}): Promise<Said[]> {
  return (await judge(program, run)).filter(({ policy }) => own.test(policy));
}

/** The exact set of that, as `policy resource level`, sorted. */
export async function truststoreVerdicts(
  program: FixtureProgram,
  run: Run = {},
): Promise<string[]> {
  const said = await truststoreSaid(program, run);
  return said.map(({ policy, resource, level }) => `${policy} ${resource} ${level}`).sort();
}

/** The rules of these policies that are left open on one resource, as the one line tells them; "" for none. */
export async function openOn(
  program: FixtureProgram,
  resource: string,
  run: Run = {},
): Promise<string> {
  const lines = (await judge(program, run)).filter(({ policy }) => policy === "decided-at-up");
  const text = lines.map(({ message }) => message).join("\n");
  const rules = new RegExp(`[ ]${resource} \\(([^)]*)\\)`).exec(text)?.[1] ?? "";
  return rules
    .split(", ")
    .filter((rule) => /^(TS|GW005|GW006|GW007|GW012)/.test(rule))
    .join(", ");
}
