import type { StackValidationPolicy } from "@pulumi/policy";

import type { Observations, OpenQuestion } from "./observations";
import { nameOf } from "./settings";

/**
 * The one line that names what the other policies could not decide. It is the last policy of the pack: the
 * engine runs them in order, and by then all of them have spoken.
 */
export function decidedAtUp(observations: Observations): StackValidationPolicy {
  return {
    name: "decided-at-up",
    displayName: "What is decided at `up`",
    description: "what a preview cannot decide, because the values do not exist yet",
    enforcementLevel: "advisory",
    severity: "low",
    tags: ["mtls"],
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
    .map(([urn, rules]) => `${nameOf(urn)} (${[...new Set(rules)].sort().join(", ")})`)
    .sort()
    .join("; ");
  return isPreview
    ? `Decided at \`up\`, when the values are known: ${list}.`
    : `Not decided, the values are not known to this run: ${list}.`;
}
