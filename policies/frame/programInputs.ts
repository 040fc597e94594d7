import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { Observations } from "./observations";
import { tokens } from "./tokens";
import { asTwin, withTwins } from "./twins";

const kept = new Set(withTwins(Object.values(tokens)));

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
    validateResource: ({ type, urn, name, props, provider }) => {
      observations.recordType(type);
      if (!kept.has(type)) return;
      const twin = asTwin(type, props);
      observations.record({
        type: twin.type,
        urn,
        name,
        inputs: twin.properties,
        provider: provider?.props ?? {},
      });
    },
  };
}
