import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { AccountState, ApiStage, RestApi } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { accessLogProblem } from "../cloudwatch/accessLogTarget";
import { text } from "../text";
import { refuseBeyond } from "./quotas";
import { gatewayError, restApiIn } from "./restApiStore";

/** `aws.apigateway.Stage` */
export function stage(account: Account): ResourceType {
  return {
    token: "aws:apigateway/stage:Stage",
    properties: {
      emulated: [
        "accessLogSettings",
        "deployment",
        "description",
        "region",
        "restApi",
        "stageName",
        "tags",
        "variables",
      ],
      refused: {
        canarySettings: "a stage has one deployment here",
      },
      inert: { cacheClusterEnabled: [false], xrayTracingEnabled: [false] },
      replaces: ["restApi", "stageName"],
    },
    check: ({ stageName }) => checkName(stageName),
    plannedOutputs: (inputs, { region }) =>
      addresses(text(inputs.restApi), text(inputs.stageName), region),
    create(inputs, { region }) {
      const name = text(inputs.stageName);
      return doing(`creating API Gateway Stage (${name})`, () =>
        account.change((draft) => {
          const api = restApiIn(draft, text(inputs.restApi), region, "CreateStage");
          if (api.stages[name] !== undefined) {
            throw gatewayError("CreateStage", "ConflictException", "Stage already exists");
          }
          refuseBeyond("stage", Object.keys(api.stages).length, "CreateStage");
          refuseLog(draft, inputs, region, "CreateStage");
          const made = stageOf(api, inputs, "CreateStage");
          api.stages[name] = made;
          return { id: `ags-${api.id}-${name}`, outputs: describe(api, made) };
        }),
      );
    },
    importedId: (id) => (id.startsWith("ags-") ? id : `ags-${id.replace("/", "-")}`),
    read(id, outputs) {
      const [, api = "", name = ""] = /^(?:ags-)?([^/-]+)[/-](.+)$/.exec(id) ?? [];
      const found = account.state.restApis[text(outputs.restApi) || api];
      const own = found?.stages[text(outputs.stageName) || name];
      return found === undefined || own === undefined ? undefined : describe(found, own);
    },
    update(_, inputs, __, { region }) {
      const name = text(inputs.stageName);
      return doing(`updating API Gateway Stage (${name})`, () =>
        account.change((draft) => {
          const api = restApiIn(draft, text(inputs.restApi), region, "UpdateStage");
          if (api.stages[name] === undefined) {
            const detail = "Invalid stage identifier specified";
            throw gatewayError("UpdateStage", "NotFoundException", detail);
          }
          refuseLog(draft, inputs, region, "UpdateStage");
          const made = { ...api.stages[name], ...stageOf(api, inputs, "UpdateStage") };
          api.stages[name] = made;
          return describe(api, made);
        }),
      );
    },
    delete(_, outputs) {
      const api = account.state.restApis[text(outputs.restApi)];
      const name = text(outputs.stageName);
      if (api?.stages[name] === undefined) return;
      account.change((draft) => {
        const found = restApiIn(draft, api.id, api.region, "DeleteStage");
        Reflect.deleteProperty(found.stages, name);
      });
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
function refuseLog(
  state: Readonly<AccountState>,
  { accessLogSettings }: Values,
  region: string,
  operation: string,
): void {
  const noRole = state.gatewayAccounts[region] === undefined;
  const problem =
    accessLogSettings !== undefined && noRole
      ? "CloudWatch Logs role ARN must be set in account settings to enable logging"
      : accessLogProblem(state, accessLogSettings, region);
  if (problem !== undefined) throw gatewayError(operation, "BadRequestException", problem);
}

function checkName(name: unknown): CheckFailure[] {
  if (typeof name !== "string" || /^[A-Za-z0-9_-]{1,128}$/.test(name)) return [];
  const reason = `Stage name only allows a-zA-Z0-9_- (up to 128 characters), got "${name}"`;
  return [{ property: "stageName", reason }];
}

function stageOf(api: RestApi, inputs: Values, operation: string): ApiStage {
  const deploymentId = text(inputs.deployment);
  if (api.deployments[deploymentId] === undefined) {
    const detail = "Deployment id does not exist";
    throw gatewayError(operation, "BadRequestException", detail);
  }
  return { name: text(inputs.stageName), deploymentId, settings: inputs };
}

function addresses(api: string, name: string, region: string): Values {
  return {
    arn: arn("apigateway", region, `/restapis/${api}/stages/${name}`, ""),
    executionArn: arn("execute-api", region, `${api}/${name}`),
    invokeUrl: `https://${api}.execute-api.${region}.amazonaws.com/${name}`,
  };
}

function describe(
  { id, region }: RestApi,
  { name, deploymentId, settings, webAclArn }: ApiStage,
): Values {
  return {
    cacheClusterEnabled: false,
    xrayTracingEnabled: false,
    ...settings,
    webAclArn: webAclArn ?? "",
    ...addresses(id, name, region),
    restApi: id,
    stageName: name,
    deployment: deploymentId,
  };
}
