import { accountId } from "../../account/account";
import { newDeploymentId } from "../../account/identifiers";
import type { AccountState, HttpApi, HttpApiDeployment } from "../../account/state";
import { AwsError, doing } from "../../provider/awsError";
import type { Values } from "../../provider/values";

export function httpApiError(
  operation: string,
  code: "BadRequestException" | "NotFoundException" | "ConflictException",
  detail: string,
): AwsError {
  const status = { BadRequestException: 400, NotFoundException: 404, ConflictException: 409 }[code];
  return new AwsError("ApiGatewayV2", operation, status, code, detail);
}

/** The API as a caller in `region` sees it. Throws `NotFoundException`. */
export function httpApiIn(
  state: Readonly<AccountState>,
  id: string,
  region: string,
  operation: string,
): HttpApi {
  const found = state.httpApis[id];
  if (found?.region !== region) {
    const detail = `Invalid API identifier specified ${accountId}:${id}`;
    throw httpApiError(operation, "NotFoundException", detail);
  }
  return found;
}

/** Keeps the API as it is at this moment, for a stage to serve. */
export function deploy(
  api: HttpApi,
  now: Date,
  settings: Values,
  autoDeployed: boolean,
): HttpApiDeployment {
  const made: HttpApiDeployment = {
    id: newDeploymentId(),
    createdAt: now.toISOString(),
    settings,
    autoDeployed,
    integrations: structuredClone(api.integrations),
    routes: structuredClone(api.routes),
  };
  api.deployments[made.id] = made;
  return made;
}

/** After a change of routes or integrations: stages with `autoDeploy` serve it at once. */
export function autoDeploy(api: HttpApi, now: Date): void {
  const stages = Object.values(api.stages).filter(({ settings }) => settings.autoDeploy === true);
  if (stages.length > 0) {
    const { id } = deploy(api, now, {}, true);
    for (const stage of stages) stage.deploymentId = id;
  }
  const used = new Set(Object.values(api.stages).map(({ deploymentId }) => deploymentId));
  for (const { id, autoDeployed } of Object.values(api.deployments)) {
    if (autoDeployed && !used.has(id)) Reflect.deleteProperty(api.deployments, id);
  }
}

/** `doing`, for calls of what both versions of API Gateway share: the answer is signed by version 2. */
export function doingV2<T>(what: string, call: () => T): T {
  return doing(what, () => {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof AwsError) || error.service !== "API Gateway") throw error;
      const { operation, status, code, detail } = error;
      throw new AwsError("ApiGatewayV2", operation, status, code, detail);
    }
  });
}
