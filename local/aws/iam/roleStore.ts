import { accountId } from "../../account/account";
import type { AccountState, Role } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import { notEmulated } from "../../provider/checkInputs";
import type { CheckFailure } from "../../provider/resourceType";
import { object, text } from "../text";
import type { Value, Values } from "../../provider/values";
import { fits } from "../../wildcards";
import {
  assumingContext,
  type RequestContext,
  sessionContext,
  unweighed,
  weigh,
} from "./conditions";

export function iamError(
  operation: string,
  status: number,
  code: string,
  detail: string,
): AwsError {
  return new AwsError("IAM", operation, status, code, detail);
}

/** Throws `NoSuchEntity`. */
export function roleIn(state: Readonly<AccountState>, name: string, operation: string): Role {
  const found = state.roles[name];
  if (found === undefined) {
    const detail = `The role with name ${name} cannot be found.`;
    throw iamError(operation, 404, "NoSuchEntity", detail);
  }
  return found;
}

/** Why a text is no policy document; undefined when it is one. */
export function documentProblem(property: string, value: Value | undefined): CheckFailure[] {
  if (typeof value !== "string" || statementsOf(value).length > 0) return [];
  const reason = `"${property}" contains an invalid JSON policy: an object with a Statement is needed`;
  return [{ property, reason }];
}

/** The statements of a policy document; [] for what is none. */
export function statementsOf(document: string): Values[] {
  try {
    const { Statement } = object(JSON.parse(document) as Value);
    return [Statement ?? []].flat().map(object);
  } catch {
    return [];
  }
}

/**
 * True when the role's trust policy lets this service of AWS take it on. As in `allows`, a condition that is not known to hold
 * allows nothing, and one that is not known to fail denies.
 */
export function trusts({ settings }: Role, service: string): boolean {
  const statements = statementsOf(text(settings.assumeRolePolicy)).filter((one) =>
    concernsService(one, (name) => name === service),
  );
  const has = (effect: string, isMeant: (verdict: boolean | undefined) => boolean) =>
    statements.some(
      ({ Effect, Condition }) => Effect === effect && isMeant(weigh(Condition, assumingContext)),
    );
  return (
    has("Allow", (verdict) => verdict === true) && !has("Deny", (verdict) => verdict !== false)
  );
}

function concernsService(
  { Principal, Action }: Values,
  isMeant: (name: Value) => boolean,
): boolean {
  const services = [object(Principal).Service ?? []].flat();
  return services.some(isMeant) && [Action ?? []].flat().includes("sts:AssumeRole");
}

/**
 * True when one of the role's policies allows the action, and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * A condition that is not known to hold allows nothing, and one that is not known to fail denies.
 *
 * @param managed what managed policies allow, on every resource
 * @param resource the ARN that the action is done on; without one it is enough to be allowed on some, and not denied on all
 */
export function allows(
  role: Role,
  action: string,
  managed: Readonly<Record<string, string[]>>,
  resource?: string,
): boolean {
  const context = sessionContext(role.arn);
  const statements = Object.values(role.policies)
    .flatMap(statementsOf)
    .filter((one) => speaksOf(one.Action, one.NotAction, (pattern) => fits(pattern, action, "i")));
  const isDenied = statements.some(
    (one) =>
      one.Effect === "Deny" &&
      weigh(one.Condition, context) !== false &&
      speaksOf(one.Resource, one.NotResource, (pattern) =>
        resource === undefined ? pattern === "*" : fits(pattern, resource),
      ),
  );
  if (isDenied) return false;
  const isAllowed = statements.some(
    (one) =>
      one.Effect === "Allow" &&
      weigh(one.Condition, context) === true &&
      (resource === undefined ||
        speaksOf(one.Resource, one.NotResource, (pattern) => fits(pattern, resource))),
  );
  const byAttachment = role.attached.flatMap((arn) => managed[arn] ?? []);
  return isAllowed || byAttachment.some((pattern) => fits(pattern, action, "i"));
}

/** Conditions of a trust policy that would decide who takes on the role, and are not weighed here. */
export function trustConditionProblems(policy: Value | undefined): CheckFailure[] {
  const statements = statementsOf(text(policy)).filter((one) => concernsService(one, () => true));
  return conditionProblems("assumeRolePolicy", statements, assumingContext);
}

/** Conditions of an inline policy that would decide about one of these actions, and are not weighed here. */
export function policyConditionProblems(
  policy: Value | undefined,
  actions: readonly string[],
): CheckFailure[] {
  const statements = statementsOf(text(policy)).filter((one) =>
    speaksOf(one.Action, one.NotAction, (pattern) =>
      actions.some((action) => fits(pattern, action, "i")),
    ),
  );
  return conditionProblems("policy", statements, sessionContext(""));
}

function conditionProblems(
  property: string,
  statements: readonly Values[],
  context: RequestContext,
): CheckFailure[] {
  const known = Object.keys(context).join(", ");
  return statements
    .flatMap(({ Condition }) => unweighed(Condition, context))
    .map((what) => ({
      property,
      reason: notEmulated(`the condition ${what}`, `what is known of a request is ${known}`),
    }));
}

/** `Action` and `NotAction`, or `Resource` and `NotResource`: a statement has one of the two. */
function speaksOf(
  given: Value | undefined,
  except: Value | undefined,
  isMeant: (pattern: string) => boolean,
): boolean {
  const isIn = (value: Value | undefined) =>
    [value ?? []].flat().some((one) => typeof one === "string" && isMeant(one));
  return given === undefined ? except !== undefined && !isIn(except) : isIn(given);
}

export const roleArn = (path: string, name: string) =>
  `arn:aws:iam::${accountId}:role${path}${name}`;
