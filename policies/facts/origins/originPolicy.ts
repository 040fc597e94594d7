import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import type { Observations, SeenResource } from "../../frame/observations";
import { resourcePolicy, stackPolicy } from "../../frame/policy";
import { distributionTokens, domainTokens } from "../../frame/tokens";
import {
  certifiedOrigins,
  judgeBareOrigins,
  judgeOwnOrigins,
  originFindings,
  type OriginRule,
} from "./originVerdict";

/** A rule on a property of an origin, and what it is mended to. */
export interface MendedOriginRule extends OriginRule {
  /** Property of `customOriginConfig`. */
  property: string;
  /** The one value that the rule takes. */
  mended: unknown;
}

/**
 * The policy of one rule on a property of origins: on a distribution that shows a client certificate, before it is
 * created or updated; and on one whose origin is an mTLS domain of the program, at the end. It mends the former
 * where the configuration says `remediate`.
 */
export function originPolicy(
  observations: Observations,
  rule: MendedOriginRule,
): ResourceValidationPolicy & StackValidationPolicy {
  const head = { rule: rule.rule, scope: "distribution" };
  return {
    ...resourcePolicy(head, observations, {
      types: distributionTokens,
      check: (resource, report) => {
        judgeOwnOrigins(rule, resource, report);
      },
      remedy: (resource) => mend(rule, resource),
    }),
    ...stackPolicy(head, observations, {
      types: domainTokens,
      check: (program, report) => {
        judgeBareOrigins(rule, program, report);
      },
    }),
  };
}

/**
 * Writes the value where it stands, deep in the list of origins: a copy of the list would have to read what is
 * unknown in it, and would take the secrets in it apart.
 */
function mend(
  { rule, property, mended }: MendedOriginRule,
  resource: SeenResource,
): Record<string, unknown> | undefined {
  const origins = certifiedOrigins(resource).filter(
    (origin) => originFindings(rule, resource.name, origin, undefined).length > 0,
  );
  for (const { customConfig } of origins) {
    if (customConfig !== undefined) customConfig[property] = mended;
  }
  return origins.length === 0 ? undefined : {};
}
