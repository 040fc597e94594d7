import type { StackValidationPolicy } from "@pulumi/policy";

import { helperMetadata } from "./metadata";
import type { Observations, UsedExemption } from "./observations";
import { nameOf } from "./settings";

/** The one line that names what the configuration's exemptions kept the other policies from saying. */
export function exempted(observations: Observations): StackValidationPolicy {
  return {
    ...helperMetadata("exempted", {
      displayName: "What is exempted",
      description: "what would be a violation, and is exempted by the pack's configuration",
      remediationSteps:
        "Take an exemption out of the pack's configuration when its reason is gone.",
    }),
    validateStack: (_args, violation) => {
      const used = observations.takeExempted();
      if (used.length > 0) violation(exemptedLine(used));
    },
  };
}

function exemptedLine(used: readonly UsedExemption[]): string {
  const list = used
    .map(({ rule, urn, exemption: { reason, until } }) => {
      const end = until === undefined ? "" : `, until ${until}`;
      return `${nameOf(urn)} (${rule}: ${reason}${end})`;
    })
    .sort()
    .join("; ");
  return `Exempted: ${list}.`;
}
