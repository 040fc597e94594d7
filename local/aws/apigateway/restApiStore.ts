import { accountId } from "../../account/account";
import type { AccountState, ApiResource, RestApi } from "../../account/state";
import { AwsError } from "../../provider/awsError";

/** HTTP status by exception: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html */
const statuses = {
  BadRequestException: 400,
  NotFoundException: 404,
  ConflictException: 409,
  LimitExceededException: 429,
  TooManyRequestsException: 429,
} as const;

export function gatewayError(
  operation: string,
  code: keyof typeof statuses,
  detail: string,
): AwsError {
  return new AwsError("API Gateway", operation, statuses[code], code, detail);
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
