import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { Observations } from "./observations";
import { tokens } from "./tokens";

const kept = new Set<string>(Object.values(tokens));

/**
 * Reads the inputs of every resource that a rule asks about, and reports nothing. Without it an argument that
 * was left out cannot be told from one that is not known yet, and the rules leave more open until `up`.
 */
export function programInputs(observations: Observations): ResourceValidationPolicy {
  return {
    name: "program-inputs",
    displayName: "Reads the program's inputs",
    description: "what the program leaves out, as against what is not known yet; reports nothing",
    enforcementLevel: "advisory",
    severity: "low",
    tags: ["mtls"],
    validateResource: ({ type, urn, name, props }) => {
      if (kept.has(type)) observations.record({ type, urn, name, inputs: props });
    },
  };
}
