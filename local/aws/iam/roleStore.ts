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

/** True when one of the role's policies allows the action on anything. Conditions and resources are not weighed. [limit] */
export function allows(
  role: Role,
  action: string,
  managed: Readonly<Record<string, string[]>>,
): boolean {
  const byAttachment = role.attached.flatMap((arn) => managed[arn] ?? []);
  const inline = Object.values(role.policies)
    .flatMap(statementsOf)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => [Action ?? []].flat().filter((one) => typeof one === "string"));
  return [...byAttachment, ...inline].some((pattern) => {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
    return new RegExp(`^${source}$`, "i").test(action);
  });
}

export const roleArn = (path: string, name: string) =>
  `arn:aws:iam::${accountId}:role${path}${name}`;
