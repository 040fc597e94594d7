import { rules, type RuleId, type Severity } from "@mtls-gateway/pki";
import type { Policy } from "@pulumi/policy";

import { settingsSchema, type SettingsSchema } from "./settings";

/** What every policy of the pack tells about itself beyond the rule that it enforces. */
export interface PolicyHead {
  /** Rule of the catalogue: gives description, severity and remedy. */
  rule: RuleId;
  /** Where the rule is looked for, for the policy's name `<rule>-<scope>`. */
  scope: string;
  /** Properties of the policy's configuration beside `include` and `exclude`. Default: none. */
  settings?: SettingsSchema;
}

const severities: Readonly<Record<Severity, Policy["severity"]>> = {
  error: "high",
  warning: "medium",
  info: "low",
};

/** The parts of a policy that come from the rule book. */
export function metadata({ rule, scope, settings = {} }: PolicyHead): Policy {
  const { title, severity, fix, page } = rules[rule];
  return {
    name: `${rule}-${scope}`,
    displayName: `${rule} ${title}`,
    description: title,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    severity: severities[severity],
    tags: ["mtls", "api-gateway"],
    remediationSteps: fix,
    configSchema: settingsSchema(settings),
    ...(page === "" ? {} : { url: page }),
  };
}
