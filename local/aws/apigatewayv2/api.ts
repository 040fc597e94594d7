import type { Account } from "../../account/account";
import { arn, newApiId } from "../../account/identifiers";
import type { HttpApi } from "../../account/state";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { refuseMapped } from "../apigateway/mappingStore";
import { text } from "../text";
import { doingV2, httpApiIn } from "./httpApiStore";

const quickCreate = "make the integration, route and stage as resources of their own";

/** `aws.apigatewayv2.Api`: HTTP APIs. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
export function httpApi(account: Account): ResourceType {
  return {
    token: "aws:apigatewayv2/api:Api",
    properties: {
      emulated: [
        "description",
        "disableExecuteApiEndpoint",
        "name",
        "protocolType",
        "region",
        "tags",
        "version",
      ],
      refused: {
        body: "routes and integrations are made as resources of their own",
        corsConfiguration: "preflight requests go to the routes as all others do",
        credentialsArn: quickCreate,
        routeKey: quickCreate,
        target: quickCreate,
      },
      inert: {
        apiKeySelectionExpression: ["$request.header.x-api-key"],
        failOnWarnings: [false],
        ipAddressType: ["ipv4", "dualstack"],
        protocolType: ["HTTP"],
        routeSelectionExpression: ["$request.method $request.path"],
      },
      replaces: ["credentialsArn", "protocolType", "routeKey", "target"],
      defaults: {
        apiKeySelectionExpression: "$request.header.x-api-key",
        routeSelectionExpression: "$request.method $request.path",
      },
      computed: ["ipAddressType"],
      enums: { protocolType: ["HTTP", "WEBSOCKET"] },
      writeOnly: ["failOnWarnings"],
      autoName: { property: "name", maxLength: 128 },
    },
    create(inputs, { region }) {
      const made: HttpApi = {
        id: newApiId(),
        region,
        createdAt: account.now().toISOString(),
        settings: inputs,
        integrations: {},
        routes: {},
        deployments: {},
        stages: {},
      };
      account.change((draft) => {
        draft.httpApis[made.id] = made;
      });
      return { id: made.id, outputs: describe(made) };
    },
    read(id, _, { region }) {
      const found = account.state.httpApis[id];
      return found?.region === region ? describe(found) : undefined;
    },
    update(id, inputs, _, { region }) {
      return doingV2(`updating API Gateway v2 API (${id})`, () =>
        account.change((draft) => {
          const found = httpApiIn(draft, id, region, "UpdateApi");
          found.settings = inputs;
          return describe(found);
        }),
      );
    },
    delete(id, _, { region }) {
      if (account.state.httpApis[id] === undefined) return;
      doingV2(`deleting API Gateway v2 API (${id})`, () => {
        account.change((draft) => {
          httpApiIn(draft, id, region, "DeleteApi");
          refuseMapped(draft, id, "DeleteApi");
          Reflect.deleteProperty(draft.httpApis, id);
        });
      });
    },
  };
}

function describe({ id, region, settings }: HttpApi): Values {
  return {
    description: "",
    disableExecuteApiEndpoint: false,
    version: "",
    ...settings,
    ipAddressType: text(settings.ipAddressType) || "ipv4",
    apiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com`,
    arn: arn("apigateway", region, `/apis/${id}`, ""),
    executionArn: arn("execute-api", region, id),
  };
}
