import { formatFinding, rules, type Finding } from "@mtls-gateway/pki";
import {
  UnknownValueError,
  type ResourceRemediation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";

import { concerning, metadata, type PolicyHead } from "./metadata";
import type { Observations, SeenResource } from "./observations";
import { Program } from "./program";
import { Settings } from "./settings";
import { seenAsTwin, withTwins } from "./twins";

/** How a rule says what it found. */
export interface Report {
  /** A violation, in the words of the rule book, at a resource. */
  violation(finding: Finding, urn: string): void;
  /** The rule cannot be decided about this resource before `up`. */
  open(urn: string): void;
}

/** Judges one resource by its inputs. */
export type ResourceCheck = (
  resource: SeenResource,
  report: Report,
  settings: Settings,
) => void | Promise<void>;

/** Judges all resources of a stack together. */
export type StackCheck = (
  program: Program,
  report: Report,
  settings: Settings,
) => void | Promise<void>;

/** What a remedy writes to: the resource as the program gave it. */
export interface GivenResource {
  /** The resource's own type: that of @pulumi/aws-native, where the rules see its twin. */
  type: string;
  /** The properties in the form of that type. A block inside may be written to in place. */
  properties: Record<string, unknown>;
}

/**
 * Mends a resource's inputs.
 *
 * @param resource in the form of @pulumi/aws, to be read
 * @returns the properties to set, in the form of the resource's own type: none, where the remedy has written to a
 *   block in place; undefined where there is nothing to mend
 */
export type Remedy = (
  resource: SeenResource,
  given: GivenResource,
  settings: Settings,
) => Record<string, unknown> | undefined;

/** What one policy does with the resources of some types; a twin of @pulumi/aws-native counts as its type. */
export interface ResourcePart {
  types: readonly string[];
  /** A preview is left to the policy's other part. Default: false. */
  isForUpAlone?: boolean;
  check: ResourceCheck;
}

/** What one policy does with the whole stack. */
export interface StackPart {
  /** The policy has nothing to say about a program with no resource of these types; `*` at the end takes any ending. */
  types: readonly string[];
  check: StackCheck;
}

/** A policy that one resource's inputs decide: runs before the resource is created or updated. */
export function resourcePolicy(
  head: PolicyHead,
  observations: Observations,
  part: ResourcePart & { remedy?: Remedy },
): ResourceValidationPolicy {
  return concerning(part.types, {
    ...metadata(head),
    validateResource: validation(head, observations, part),
    ...(part.remedy === undefined
      ? {}
      : { remediateResource: remediation(observations, part.types, part.remedy) }),
  });
}

/** A policy that several resources decide together: runs at the end of a preview or an update. */
export function stackPolicy(
  head: PolicyHead,
  observations: Observations,
  part: StackPart,
): StackValidationPolicy {
  return concerning(part.types, {
    ...metadata(head),
    validateStack: stackValidation(head, observations, part),
  });
}

/**
 * A policy that looks twice: at the whole stack, and at single resources before they are created or updated,
 * where the stack's turn would come too late to stop an `up`.
 */
export function doublePolicy(
  head: PolicyHead,
  observations: Observations,
  parts: { resource: ResourcePart; stack: StackPart },
): ResourceValidationPolicy & StackValidationPolicy {
  return concerning([...parts.resource.types, ...parts.stack.types], {
    ...resourcePolicy(head, observations, parts.resource),
    validateStack: stackValidation(head, observations, parts.stack),
  });
}

/** A type that no resource has: the SDK skips a policy that is tied to it. */
const ofNobody = "mtls-gateway:none";

function validation(
  head: PolicyHead,
  observations: Observations,
  { types, isForUpAlone = false, check }: ResourcePart,
): Extract<ResourceValidationPolicy["validateResource"], (...args: never[]) => unknown> {
  const all = withTwins(types);
  const judge: ReturnType<typeof validation> = async (args, violation) => {
    const settings = settingsOf(observations, args);
    const say = reporter(head, observations, settings, violation);
    await leavingOpen(say.report, args.urn, () => check(seenAsTwin(args), say.report, settings));
    say.endedExemption(args.urn);
  };
  const validate: typeof judge = (args, violation) =>
    all.includes(args.type) ? judge(args, violation) : undefined;
  const isIdle = isForUpAlone && observations.isPreview;
  const only = isIdle ? ofNobody : all.length === 1 ? all[0] : undefined;
  // The SDK reads this to leave other resources alone, before it unpacks their properties for the policy.
  return only === undefined ? validate : Object.assign(validate, { __pulumiType: only });
}

function stackValidation(
  head: PolicyHead,
  observations: Observations,
  { types, check }: StackPart,
): StackValidationPolicy["validateStack"] {
  const all = withTwins(types);
  const validate: StackValidationPolicy["validateStack"] = async (args, violation) => {
    const settings = settingsOf(observations, args);
    const program = observations.programOf(
      () => new Program(args.resources, observations.resources, args.stackTags),
    );
    const say = reporter(head, observations, settings, violation);
    await leavingOpen(say.report, program.stackUrn, () => check(program, say.report, settings));
    for (const { urn } of program.ofType(types)) say.endedExemption(urn);
  };
  // The SDK skips a stack policy whose type no resource has, before it unpacks all resources for the policy: with
  // a thousand resources that is most of the pack's time. It takes one type, so we give one that nobody has.
  return Object.defineProperty(validate, "__pulumiType", {
    get: () => {
      const isRead = observations.types.size > 0;
      const concerns = !isRead || all.some((type) => observations.hasType(type));
      return concerns ? undefined : ofNobody;
    },
  });
}

/**
 * A check that comes upon an unknown value without look() leaves the question open. The SDK would say that the policy
 * could not run, in an advisory line of its own for every policy.
 */
async function leavingOpen(
  report: Report,
  urn: string,
  check: () => void | Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof UnknownValueError)) throw error;
    report.open(urn);
  }
}

function remediation(
  observations: Observations,
  types: readonly string[],
  remedy: Remedy,
): ResourceRemediation {
  const all = withTwins(types);
  return (args) => {
    if (!all.includes(args.type)) return undefined;
    const settings = settingsOf(observations, args);
    if (settings.scopeOf(args.urn).standing !== "judged") return undefined;
    const mended = remedy(seenAsTwin(args), { type: args.type, properties: args.props }, settings);
    // The properties come wrapped, so that secrets stay secrets when they are written back.
    return mended === undefined ? undefined : Object.assign(args.props, mended);
  };
}

function settingsOf(
  observations: Observations,
  args: Pick<ResourceValidationArgs, "getConfig">,
): Settings {
  return new Settings(args.getConfig(), observations.now);
}

function reporter(
  { rule, scope: where }: PolicyHead,
  observations: Observations,
  settings: Settings,
  violation: (message: string, urn: string) => void,
): { report: Report; endedExemption(urn: string): void } {
  const said = new Set<string>();
  // A policy that looks twice says it once.
  const saidEnded = observations.remember(`ended ${rule}-${where}`, () => new Set<string>());
  const say = (message: string, urn: string): void => {
    // One domain with several mappings to one API is one violation.
    if (said.has(`${urn} ${message}`)) return;
    said.add(`${urn} ${message}`);
    violation(message, urn);
  };
  const endedExemption = (urn: string): void => {
    const scope = settings.scopeOf(urn);
    if (scope.standing !== "judged" || scope.ended === undefined || saidEnded.has(urn)) return;
    saidEnded.add(urn);
    const { reason, until = "" } = scope.ended;
    say(
      `${rule} ${rules[rule].severity}: the exemption "${reason}" ended on ${until}. Fix: Take it out of the pack's configuration, or give it a later end.`,
      urn,
    );
  };
  return {
    endedExemption,
    report: {
      violation: (finding, urn) => {
        const scope = settings.scopeOf(urn);
        if (scope.standing === "exempted") {
          observations.exempt({ rule, urn, exemption: scope.exemption });
        } else if (scope.standing === "judged") {
          say(formatFinding(finding), urn);
          endedExemption(urn);
        }
      },
      open: (urn) => {
        if (settings.scopeOf(urn).standing === "judged") observations.leaveOpen({ rule, urn });
      },
    },
  };
}
