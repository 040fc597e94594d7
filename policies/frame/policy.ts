import { formatFinding, rules, type Finding, type RuleId } from "@mtls-gateway/pki";
import {
  validateResourceOfType,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";

import type { Observations, SeenResource } from "./observations";
import { Program } from "./program";
import type { Token } from "./tokens";

/** How a rule says what it found. */
export interface Report {
  /** A violation, in the words of the rule book, at a resource. */
  violation(finding: Finding, urn: string): void;
  /** The rule cannot be decided about this resource before `up`. */
  open(urn: string): void;
}

/** What every policy of the pack tells about itself beyond the rule that it enforces. */
export interface PolicyHead {
  /** Rule of the catalogue: gives description, severity and remedy. */
  rule: RuleId;
  /** Where the rule is looked for, for the policy's name `<rule>-<scope>`. */
  scope: string;
}

/** A policy that one resource's inputs decide: runs before the resource is created or updated. */
export function resourcePolicy(
  head: PolicyHead & { token: Token },
  observations: Observations,
  check: (resource: SeenResource, report: Report) => void | Promise<void>,
): ResourceValidationPolicy {
  return {
    ...metadata(head),
    // The SDK reads the type off the class to leave other resources alone; @pulumi/aws itself is too slow to load.
    validateResource: validateResourceOfType(
      classOf(head.token),
      async (inputs, args, violation) => {
        await check(
          {
            type: args.type,
            urn: args.urn,
            name: args.name,
            inputs: inputs,
          },
          report(head.rule, observations, (message) => {
            violation(message);
          }),
        );
      },
    ),
  };
}

/** A policy that several resources decide together: runs at the end of a preview or an update. */
export function stackPolicy(
  head: PolicyHead,
  observations: Observations,
  check: (program: Program, report: Report) => void | Promise<void>,
): StackValidationPolicy {
  return {
    ...metadata(head),
    validateStack: async (args, violation) => {
      await check(
        new Program(args.resources, observations.resources),
        report(head.rule, observations, violation),
      );
    },
  };
}

function report(
  rule: RuleId,
  observations: Observations,
  violation: (message: string, urn: string) => void,
): Report {
  const said = new Set<string>();
  return {
    violation: (finding, urn) => {
      const message = formatFinding(finding);
      // One domain with several mappings to one API is one violation.
      if (said.has(`${urn} ${message}`)) return;
      said.add(`${urn} ${message}`);
      violation(message, urn);
    },
    open: (urn) => {
      observations.leaveOpen({ rule, urn });
    },
  };
}

function metadata({ rule, scope }: PolicyHead) {
  const { title, severity, fix, page } = rules[rule];
  return {
    name: `${rule}-${scope}`,
    displayName: `${rule} ${title}`,
    description: title,
    enforcementLevel: severity === "error" ? ("mandatory" as const) : ("advisory" as const),
    severity: severity === "error" ? ("high" as const) : ("medium" as const),
    tags: ["mtls", "api-gateway"],
    remediationSteps: fix,
    ...(page === "" ? {} : { url: page }),
  };
}

type ResourceClass = Parameters<typeof validateResourceOfType>[0];

function classOf(token: Token): ResourceClass {
  return { __pulumiType: token } as unknown as ResourceClass;
}
