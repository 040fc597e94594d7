import type { StackValidationPolicy } from "@pulumi/policy";

import { helperMetadata } from "./metadata";
import type { Observations, OpenQuestion } from "./observations";
import { nameOf } from "./settings";

/**
 * The one line that names what the other policies could not decide. It is the last policy of the pack: the
 * engine runs them in order, and by then all of them have spoken.
 */
export function decidedAtUp(observations: Observations): StackValidationPolicy {
  return {
    ...helperMetadata("decided-at-up", {
      displayName: "What is decided at `up`",
      description: "what a preview cannot decide, because the values do not exist yet",
      remediationSteps:
        "Nothing is wrong: run the update, which judges what is named here before it is too late.",
    }),
    validateStack: (_args, violation) => {
      const questions = observations.takeOpen();
      if (questions.length > 0) violation(openLine(questions, observations.isPreview));
    },
  };
}

/** One line: resources with the rules that are open on each. */
export function openLine(questions: readonly OpenQuestion[], isPreview: boolean): string {
  const rulesOf = new Map<string, string[]>();
  for (const { rule, urn } of questions) rulesOf.set(urn, [...(rulesOf.get(urn) ?? []), rule]);
  const list = [...rulesOf]
    .map(([urn, rules]) => `${nameOf(urn)} (${inRanges(rules)})`)
    .sort()
    .join("; ");
  return isPreview
    ? `Decided at \`up\`, when the values are known: ${list}.`
    : `Not decided, the values are not known to this run: ${list}.`;
}

/** Rule IDs in order; three or more in a row are a range: `GW003, TS001 to TS008`. */
export function inRanges(rules: readonly string[]): string {
  const runs: string[][] = [];
  for (const rule of [...new Set(rules)].sort()) {
    const run = runs.at(-1);
    if (run !== undefined && successorOf(run.at(-1) ?? "") === rule) run.push(rule);
    else runs.push([rule]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [`${run[0] ?? ""} to ${run.at(-1) ?? ""}`] : run))
    .join(", ");
}

function successorOf(rule: string): string {
  const [, letters = "", digits = ""] = /^([A-Z]+)([0-9]+)$/.exec(rule) ?? [];
  return letters + String(Number(digits) + 1).padStart(digits.length, "0");
}
