import { rules, type RuleId, type Severity } from "@mtls-gateway/pki";
import type { EnforcementLevel, Policy } from "@pulumi/policy";

import { controlOf } from "./frameworks";
import { settingsSchema, type SettingsSchema } from "./settings";

/** Where the documentation is: the root of this repository, with a slash at its end. Default: paths relative to it. */
const repository = "";

/** What every policy of the pack tells about itself beyond the rule that it enforces. */
export interface PolicyHead {
  /** Rule of the catalogue: gives description, severity and remedy. */
  rule: RuleId;
  /** Where the rule is looked for, for the policy's name `<rule>-<scope>`. */
  scope: string;
  /** Properties of the policy's configuration beside `include` and `exclude`. Default: none. */
  settings?: SettingsSchema;
  /** Default: mandatory for an error, advisory for anything less. */
  level?: EnforcementLevel;
  /** What the policy does, where that is not the rule's title. */
  description?: string;
}

const severities: Readonly<Record<Severity, Policy["severity"]>> = {
  error: "high",
  warning: "medium",
  info: "low",
};

/** What a rule is about, by the letters of its ID. */
const subjects: Readonly<Record<string, string>> = {
  TS: "truststore",
  CC: "client-certificate",
  GW: "api-gateway",
  CF: "cloudfront",
  SEC: "secrets",
};

/** The parts of a policy that come from the rule book. */
export function metadata({ rule, scope, settings = {}, ...own }: PolicyHead): Policy {
  const { title, severity, fix } = rules[rule];
  const framework = controlOf(rule);
  return {
    name: `${rule}-${scope}`,
    displayName: `${rule} ${title}`,
    description: own.description ?? title,
    enforcementLevel: own.level ?? (severity === "error" ? "mandatory" : "advisory"),
    severity: severities[severity],
    tags: ["mtls", subjects[rule.replace(/\d+$/, "")] ?? "mtls"],
    remediationSteps: fix,
    configSchema: settingsSchema(settings),
    url: `${repository}docs/rules.md#${rule.toLowerCase()}`,
    ...(framework === undefined ? {} : { framework }),
  };
}

/** A symbol, so that a copy of a policy keeps it and the SDK does not see it. */
const types = Symbol("types");

/** Notes the types of resources that a policy is about, for {@link typesOf}. */
export function concerning<P extends Policy>(given: readonly string[], policy: P): P {
  return Object.assign(policy, { [types]: [...new Set(given)] });
}

/** The types of resources without one of which a policy has nothing to say; none for a policy that only helps. */
export function typesOf(policy: Policy): readonly string[] {
  return (policy as { [types]?: readonly string[] })[types] ?? [];
}

/** The parts of a policy that helps to read the others and enforces nothing. */
export function helperMetadata(
  name: string,
  texts: { displayName: string; description: string; remediationSteps: string },
): Policy {
  return {
    name,
    ...texts,
    enforcementLevel: "advisory",
    severity: "low",
    tags: ["mtls"],
    url: `${repository}docs/policies.md#${name}`,
  };
}
