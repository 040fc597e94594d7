import { accountId } from "../../account/account";
import type { AccountState, ApiResource, RestApi } from "../../account/state";
import { AwsError } from "../../provider/awsError";

export function gatewayError(
  operation: string,
  code: "BadRequestException" | "NotFoundException" | "ConflictException",
  detail: string,
): AwsError {
  const status = { BadRequestException: 400, NotFoundException: 404, ConflictException: 409 }[code];
  return new AwsError("API Gateway", operation, status, code, detail);
}

/** The API as a caller in `region` sees it. Throws `NotFoundException`. */
export function restApiIn(
  state: Readonly<AccountState>,
  id: string,
  region: string,
  operation: string,
): RestApi {
  const found = state.restApis[id];
  if (found?.region !== region) {
    const detail = `Invalid API identifier specified ${accountId}:${id}`;
    throw gatewayError(operation, "NotFoundException", detail);
  }
  return found;
}

export function apiResourceIn(api: RestApi, id: string, operation: string): ApiResource {
  const found = api.resources[id];
  if (found === undefined) {
    throw gatewayError(operation, "NotFoundException", "Invalid Resource identifier specified");
  }
  return found;
}

/** `/pets/{petId}` of a hand-made resource. */
export function pathOf(api: RestApi, id: string): string {
  const parts: string[] = [];
  for (let at = api.resources[id]; at !== undefined && at.parentId !== "";) {
    parts.unshift(at.pathPart);
    at = api.resources[at.parentId];
  }
  return `/${parts.join("/")}`;
}
