import { accountId } from "../../account/account";
import type { AccountState, Role } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import type { CheckFailure } from "../../provider/resourceType";
import { object, text } from "../text";
import type { Value, Values } from "../../provider/values";

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

/** True when the role's trust policy lets this service of AWS take it on. */
export function trusts({ settings }: Role, service: string): boolean {
  return statementsOf(text(settings.assumeRolePolicy)).some(({ Effect, Principal, Action }) => {
    const services = [object(Principal).Service ?? []].flat();
    const actions = [Action ?? []].flat();
    return Effect === "Allow" && services.includes(service) && actions.includes("sts:AssumeRole");
  });
}

/**
 * True when one of the role's policies allows the action, and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * [limit] Conditions are not weighed: a statement that has one allows, and does not deny. Policy variables stand for themselves.
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
  const statements = Object.values(role.policies)
    .flatMap(statementsOf)
    .filter((one) => speaksOf(one.Action, one.NotAction, (pattern) => fits(pattern, action, "i")));
  const isDenied = statements.some(
    (one) =>
      one.Effect === "Deny" &&
      one.Condition === undefined &&
      speaksOf(one.Resource, one.NotResource, (pattern) =>
        resource === undefined ? pattern === "*" : fits(pattern, resource),
      ),
  );
  if (isDenied) return false;
  const isAllowed = statements.some(
    (one) =>
      one.Effect === "Allow" &&
      (resource === undefined ||
        speaksOf(one.Resource, one.NotResource, (pattern) => fits(pattern, resource))),
  );
  const byAttachment = role.attached.flatMap((arn) => managed[arn] ?? []);
  return isAllowed || byAttachment.some((pattern) => fits(pattern, action, "i"));
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

/** `*` and `?` are wildcards of a pattern. */
function fits(pattern: string, value: string, flags = ""): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`).test(value);
}

export const roleArn = (path: string, name: string) =>
  `arn:aws:iam::${accountId}:role${path}${name}`;
