import type { Value, Values } from "../../provider/values";
import { object } from "../text";

const versions = ["2012-10-17", "2008-10-17"];
const effects = ["Allow", "Deny"];

/** What every statement of a bucket's policy says, in one of two ways. */
const parts = [
  ["Effect"],
  ["Principal", "NotPrincipal"],
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
];

/**
 * What S3 says to a policy document that it does not take; undefined when it does. In brackets what was given, and what may be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function malformed(policy: string): string | undefined {
  const document = object(JSON.parse(policy) as Value);
  const { Version: version } = document;
  if (version !== undefined && !versions.some((one) => one === version)) {
    return `The policy must contain a valid version string (${JSON.stringify(version)} is none; there are ${versions.join(" and ")})`;
  }
  const problems = [document.Statement ?? []].flat().map((one) => statementProblem(object(one)));
  return problems.find((one) => one !== undefined);
}

function statementProblem(statement: Values): string | undefined {
  const missing = parts.find((names) => names.every((name) => statement[name] === undefined));
  if (missing !== undefined) return `Missing required field ${missing[0] ?? ""}`;
  const { Effect: effect } = statement;
  if (!effects.some((one) => one === effect)) {
    return `Invalid effect: ${JSON.stringify(effect)} (a statement has ${effects.join(" or ")})`;
  }
  const actions = [statement.Action ?? statement.NotAction ?? []].flat();
  const foreign = actions.find((one) => typeof one !== "string" || !/^(\*|s3:.+)$/i.test(one));
  return foreign === undefined
    ? undefined
    : `Policy has invalid action (${JSON.stringify(foreign)}; a bucket's policy has actions of s3, or *)`;
}
