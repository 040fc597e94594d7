import type { Account } from "../../account/account";
import type { ApiStage, AccountState } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { gatewayError, restApiIn } from "./restApiStore";

const computed = [
  "settings.cacheDataEncrypted",
  "settings.cacheTtlInSeconds",
  "settings.cachingEnabled",
  "settings.dataTraceEnabled",
  "settings.loggingLevel",
  "settings.metricsEnabled",
  "settings.requireAuthorizationForCacheControl",
  "settings.unauthorizedCacheControlHeaderStrategy",
];

/** `aws.apigateway.MethodSettings`: throttling of a stage's methods. Caching, metrics and execution logs are not here. */
export function methodSettings(account: Account): ResourceType {
  const put = (inputs: Values, region: string) => {
    const path = text(inputs.methodPath);
    return doing("updating API Gateway Stage", () =>
      account.change((draft) => {
        const stage = stageIn(draft, inputs, region);
        stage.methodSettings = { ...stage.methodSettings, [path]: object(inputs.settings) };
        return describe(inputs, stage, path);
      }),
    );
  };
  return {
    token: "aws:apigateway/methodSettings:MethodSettings",
    properties: {
      emulated: ["methodPath", "region", "restApi", "settings", "stageName"],
      inert: {
        "settings.cacheDataEncrypted": [false],
        "settings.cachingEnabled": [false],
        "settings.dataTraceEnabled": [false],
        "settings.loggingLevel": ["OFF"],
        "settings.metricsEnabled": [false],
      },
      refused: {
        "settings.cacheTtlInSeconds": "there is no cache here",
        "settings.requireAuthorizationForCacheControl": "there is no cache here",
        "settings.unauthorizedCacheControlHeaderStrategy": "there is no cache here",
      },
      replaces: ["methodPath", "restApi", "stageName"],
      computed,
      enums: { "settings.loggingLevel": ["OFF", "ERROR", "INFO"] },
    },
    check,
    create: (inputs, { region }) => ({
      id: [inputs.restApi, inputs.stageName, inputs.methodPath].map(text).join("-"),
      outputs: put(inputs, region),
    }),
    importedId: (id) => id.replace("/", "-").replace("/", "-"),
    read(id, outputs) {
      // An import says `api/stage/path`.
      const [, api = "", name = "", path = ""] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(id) ?? [];
      const known =
        outputs.restApi === undefined
          ? { restApi: api, stageName: name, methodPath: path }
          : outputs;
      const stage = account.state.restApis[text(known.restApi)]?.stages[text(known.stageName)];
      const own = text(known.methodPath);
      return stage?.methodSettings?.[own] === undefined ? undefined : describe(known, stage, own);
    },
    update: (_, inputs, __, { region }) => put(inputs, region),
    delete(_, outputs) {
      const { restApi, stageName, methodPath } = outputs;
      const stage = account.state.restApis[text(restApi)]?.stages[text(stageName)];
      if (stage?.methodSettings?.[text(methodPath)] === undefined) return;
      account.change((draft) => {
        const found = draft.restApis[text(restApi)]?.stages[text(stageName)];
        Reflect.deleteProperty(found?.methodSettings ?? {}, text(methodPath));
      });
    },
  };
}

function check({ methodPath }: Values): CheckFailure[] {
  if (typeof methodPath !== "string") return [];
  if (/^(\*\/\*|[^/].*\/(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|ANY|\*))$/.test(methodPath))
    return [];
  const reason = `expected {resource_path}/{http_method} without a slash in front, or */*, got "${methodPath}"`;
  return [{ property: "methodPath", reason }];
}

function stageIn(state: AccountState, inputs: Values, region: string): ApiStage {
  const api = restApiIn(state, text(inputs.restApi), region, "UpdateStage");
  const stage = api.stages[text(inputs.stageName)];
  if (stage !== undefined) return stage;
  throw gatewayError("UpdateStage", "NotFoundException", "Invalid stage identifier specified");
}

function describe({ restApi, stageName }: Values, stage: ApiStage, path: string): Values {
  return {
    restApi: text(restApi),
    stageName: text(stageName),
    methodPath: path,
    settings: {
      cacheDataEncrypted: false,
      cacheTtlInSeconds: 300,
      cachingEnabled: false,
      dataTraceEnabled: false,
      loggingLevel: "OFF",
      metricsEnabled: false,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
      ...stage.methodSettings?.[path],
    },
  };
}
