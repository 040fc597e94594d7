import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { HttpApi, HttpApiStage } from "../../account/state";
import type { CheckFailure, PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { accessLogProblem } from "../cloudwatch/accessLogTarget";
import { text } from "../text";
import { deploy, doingV2, httpApiError, httpApiIn } from "./httpApiStore";

const webSocketOnly = "it is for WebSocket APIs";

function settingRules(path: string): Required<Pick<PropertyRules, "inert" | "refused">> {
  return {
    inert: {
      [`${path}.dataTraceEnabled`]: [false],
      [`${path}.detailedMetricsEnabled`]: [false],
    },
    refused: { [`${path}.loggingLevel`]: webSocketOnly },
  };
}

const byDefault = settingRules("defaultRouteSettings");
const byRoute = settingRules("routeSettings[]");

/** `aws.apigatewayv2.Stage` of an HTTP API. */
export function httpApiStage(account: Account): ResourceType {
  return {
    token: "aws:apigatewayv2/stage:Stage",
    properties: {
      emulated: [
        "accessLogSettings",
        "apiId",
        "autoDeploy",
        "defaultRouteSettings",
        "deploymentId",
        "description",
        "name",
        "region",
        "routeSettings",
        "stageVariables",
        "tags",
      ],
      refused: {
        ...byDefault.refused,
        ...byRoute.refused,
        clientCertificateId: webSocketOnly,
      },
      inert: { ...byDefault.inert, ...byRoute.inert },
      replaces: ["apiId", "name"],
      defaults: { autoDeploy: false },
      computed: ["deploymentId", "defaultRouteSettings"],
      sets: ["routeSettings"],
      autoName: { property: "name", maxLength: 128 },
    },
    check,
    plannedOutputs: (inputs, { region }) =>
      addresses(text(inputs.apiId), text(inputs.name), region),
    create(inputs, { region }) {
      const name = text(inputs.name);
      return doingV2(`creating API Gateway v2 Stage (${name})`, () =>
        account.change((draft) => {
          const api = httpApiIn(draft, text(inputs.apiId), region, "CreateStage");
          if (api.stages[name] !== undefined) {
            throw httpApiError("CreateStage", "ConflictException", "Stage already exists");
          }
          refuseLog(account, inputs, region, "CreateStage");
          const made = put(api, inputs, account.now(), "CreateStage");
          return { id: name, outputs: describe(api, made) };
        }),
      );
    },
    read(id, outputs) {
      // An import says `api/stage`.
      const [apiId = "", name = id] = id.includes("/") ? id.split("/") : [text(outputs.apiId)];
      const api = account.state.httpApis[apiId];
      const found = api?.stages[name];
      return api === undefined || found === undefined ? undefined : describe(api, found);
    },
    update(id, inputs, _, { region }) {
      return doingV2(`updating API Gateway v2 Stage (${id})`, () =>
        account.change((draft) => {
          const api = httpApiIn(draft, text(inputs.apiId), region, "UpdateStage");
          if (api.stages[id] === undefined) {
            const detail = "Invalid stage identifier specified";
            throw httpApiError("UpdateStage", "NotFoundException", detail);
          }
          refuseLog(account, inputs, region, "UpdateStage");
          return describe(api, put(api, inputs, account.now(), "UpdateStage"));
        }),
      );
    },
    delete(id, outputs) {
      const apiId = text(outputs.apiId);
      if (account.state.httpApis[apiId]?.stages[id] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.httpApis[apiId]?.stages ?? {}, id);
      });
    },
  };
}

function check({ name, autoDeploy, deploymentId }: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (typeof name === "string" && !/^(\$default|[A-Za-z0-9_-]{1,128})$/.test(name)) {
    const reason = `Stage name only allows a-zA-Z0-9_- (up to 128 characters) or $default, got "${name}"`;
    failures.push({ property: "name", reason });
  }
  if (autoDeploy === true && deploymentId !== undefined) {
    const reason = "a stage with autoDeploy takes no deploymentId: every change is deployed to it";
    failures.push({ property: "deploymentId", reason });
  }
  return failures;
}

function refuseLog(account: Account, inputs: Values, region: string, operation: string): void {
  const problem = accessLogProblem(account.state, inputs.accessLogSettings, region);
  if (problem !== undefined) throw httpApiError(operation, "BadRequestException", problem);
}

function put(api: HttpApi, inputs: Values, now: Date, operation: string): HttpApiStage {
  const name = text(inputs.name);
  const deploymentId = text(inputs.deploymentId);
  if (deploymentId !== "" && api.deployments[deploymentId] === undefined) {
    throw httpApiError(operation, "BadRequestException", "Deployment id does not exist");
  }
  const kept = deploymentId === "" ? (api.stages[name]?.deploymentId ?? "") : deploymentId;
  const automatic = inputs.autoDeploy === true && Object.keys(api.routes).length > 0;
  return (api.stages[name] = {
    name,
    deploymentId: automatic ? deploy(api, now, {}, true).id : kept,
    settings: inputs,
  });
}

function addresses(apiId: string, name: string, region: string): Values {
  const host = `https://${apiId}.execute-api.${region}.amazonaws.com`;
  return {
    arn: arn("apigateway", region, `/apis/${apiId}/stages/${name}`, ""),
    executionArn: arn("execute-api", region, `${apiId}/${name}`),
    invokeUrl: `${host}/${name === "$default" ? "" : name}`,
  };
}

function describe({ id, region }: HttpApi, { name, deploymentId, settings }: HttpApiStage): Values {
  return {
    description: "",
    ...settings,
    ...addresses(id, name, region),
    apiId: id,
    name,
    deploymentId,
  };
}
