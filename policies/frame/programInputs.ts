import type { ResourceValidationPolicy } from "@pulumi/policy";

import { helperMetadata } from "./metadata";
import type { Observations } from "./observations";
import { tokens } from "./tokens";
import { seenAsTwin, withTwins } from "./twins";

const kept = new Set(withTwins(Object.values(tokens)));

/** Whether any rule reads the properties of a type. */
export function isRead(type: string): boolean {
  return kept.has(type);
}

/** Whether any rule asks for resources of a type: those it reads, the stack, and components of this repository. */
export function isRelevant(type: string): boolean {
  return isRead(type) || type === "pulumi:pulumi:Stack" || type.startsWith("mtls-gateway:");
}

/**
 * Reads the inputs of every resource that a rule asks about, and reports nothing. Without it an argument that
 * was left out cannot be told from one that is not known yet, and the rules leave more open until `up`.
 */
export function programInputs(observations: Observations): ResourceValidationPolicy {
  return {
    ...helperMetadata("program-inputs", {
      displayName: "Reads the program's inputs",
      description: "what the program leaves out, as against what is not known yet; reports nothing",
      remediationSteps: "Reports nothing.",
    }),
    validateResource: (args) => {
      observations.recordType(args.type);
      if (isRead(args.type)) observations.record(seenAsTwin(args));
    },
  };
}
