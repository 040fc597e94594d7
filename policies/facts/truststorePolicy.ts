import type { RuleId } from "@mtls-gateway/pki";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import { doublePolicy } from "../frame/policy";
import type { Settings, SettingsSchema } from "../frame/settings";
import { domainTokens } from "../frame/tokens";
import { judgeTruststoreAtUp } from "./truststoreAtUp";
import { judgeTruststores } from "./truststoreVerdict";

/** A policy that judges one TS rule. */
export type TruststorePolicy = ResourceValidationPolicy & StackValidationPolicy;

/** Days that TS010 looks ahead: ACM warns as early, of the certificates that it knows. */
const defaultDays = 45;

/** The configuration of the rule that looks ahead. */
export const daysSetting: SettingsSchema = {
  expiresWithinDays: {
    type: "integer",
    minimum: 0,
    maximum: 36500,
    default: defaultDays,
    description: "Speaks of a CA that expires within this many days.",
  },
};

/**
 * The policy of one TS rule: on the object that a domain's truststore is, at the end of a preview or an `up`; and
 * on the domain of either generation, while `up` runs, before it takes the truststore.
 *
 * @param settings the rule's own configuration. Default: none
 */
export function truststorePolicy(
  rule: RuleId,
  observations: Observations,
  settings: SettingsSchema = {},
): TruststorePolicy {
  const days = (given: Settings): number => given.value("expiresWithinDays", defaultDays);
  return doublePolicy({ rule, scope: "truststore", settings }, observations, {
    resource: {
      types: domainTokens,
      isForUpAlone: true,
      check: (domain, report, given) =>
        judgeTruststoreAtUp(rule, days(given), observations, domain, report, given),
    },
    stack: {
      types: domainTokens,
      check: (program, report, given) =>
        judgeTruststores(rule, days(given), program, observations, report),
    },
  });
}
