import type { Rule } from "./rule";
import { clientRules } from "./rules/clientRules";
import { cloudFrontRules } from "./rules/cloudFrontRules";
import { edgeCertificateRules } from "./rules/edgeCertificateRules";
import { gatewayRules } from "./rules/gatewayRules";
import { secretRules } from "./rules/secretRules";
import { truststoreRules } from "./rules/truststoreRules";

const all = {
  ...truststoreRules,
  ...clientRules,
  ...edgeCertificateRules,
  ...gatewayRules,
  ...cloudFrontRules,
  ...secretRules,
} as const;

/** IDs of the rule catalogue. An ID never changes its meaning. */
export type RuleId = keyof typeof all;

/** Every rule there is, by ID: the one place that gives severity, standing, page, reason and remedy. */
export const rules: Readonly<Record<RuleId, Readonly<Rule>>> = all;
