import { checkPlainKey } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { mutualTlsTypes, usesMutualTls } from "../../facts/mutualTlsUse";
import type { Observations } from "../../frame/observations";
import { PackError } from "../../frame/packError";
import { stackPolicy } from "../../frame/policy";
import { nameOf } from "../../frame/settings";

/**
 * SEC001: no private key stands in the clear in an input, an output or a stack output. While a value is not known
 * nobody can say whether it is a secret (the engine sends both alike), so that a preview finds the keys that the
 * program holds, and `up` those that it makes.
 */
export function plainKey(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "SEC001", scope: "private-key" }, observations, {
    types: mutualTlsTypes,
    check: (program, report) => {
      if (!usesMutualTls(program)) return;
      if (!observations.isWireHeard) {
        throw new PackError(
          "SEC001-private-key cannot see which values are secrets: the pack and @pulumi/policy use two copies of @pulumi/pulumi. Run npm dedupe in the pack's folder.",
        );
      }
      for (const { urn, property } of observations.plainKeys) {
        const facts = {
          resource: nameOf(urn),
          property,
          isStackOutput: urn === program.stackUrn,
        };
        for (const finding of checkPlainKey(facts)) report.violation(finding, urn);
      }
    },
  });
}
