import type { Account } from "../../account/account";
import { arn, newApiId } from "../../account/identifiers";
import type { AccountState, RestApi } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { readBody } from "./apiDefinition";
import { checkRestApi, refuseMapped } from "./mappingStore";
import { refuseBeyond } from "./quotas";
import { gatewayError, restApiIn } from "./restApiStore";

/** `aws.apigateway.RestApi`, from an OpenAPI body or made by hand. */
export function restApi(account: Account): ResourceType {
  return {
    token: "aws:apigateway/restApi:RestApi",
    properties: {
      emulated: [
        "binaryMediaTypes",
        "body",
        "description",
        "disableExecuteApiEndpoint",
        "endpointConfiguration",
        "name",
        "region",
        "tags",
      ],
      refused: {
        policy: "requests are not authorised by IAM here",
        "endpointConfiguration.vpcEndpointIds": "there are no VPCs here",
      },
      inert: {
        apiKeySource: ["HEADER"],
        failOnWarnings: [false],
        "endpointConfiguration.ipAddressType": ["ipv4", "dualstack"],
        putRestApiMode: ["overwrite"],
      },
      defaults: { failOnWarnings: false },
      computed: [
        "apiKeySource",
        "binaryMediaTypes",
        "description",
        "disableExecuteApiEndpoint",
        "endpointConfiguration",
        "endpointConfiguration.ipAddressType",
      ],
      enums: { "endpointConfiguration.types": ["EDGE", "REGIONAL", "PRIVATE"] },
      json: ["body"],
      writeOnly: ["body", "failOnWarnings"],
      autoName: { property: "name", maxLength: 255 },
    },
    create(inputs, { region }) {
      return doing(`creating API Gateway REST API (${text(inputs.name)})`, () => {
        refuseBody(inputs, "PutRestApi");
        const id = newApiId();
        const rootResourceId = newApiId();
        const root = { id: rootResourceId, parentId: "", pathPart: "", methods: {} };
        const made: RestApi = {
          id,
          region,
          createdAt: account.now().toISOString(),
          settings: inputs,
          rootResourceId,
          resources: { [rootResourceId]: root },
          deployments: {},
          stages: {},
        };
        account.change((draft) => {
          refuseOneMore(draft, made, "CreateRestApi");
          draft.restApis[id] = made;
        });
        return { id, outputs: describe(made) };
      });
    },
    read(id, outputs, { region }) {
      const found = account.state.restApis[id];
      if (found?.region !== region) return undefined;
      return outputs.body === undefined
        ? describe(found)
        : { ...describe(found), body: outputs.body };
    },
    update(id, inputs, _, { region }) {
      return doing(`updating API Gateway REST API (${id})`, () =>
        account.change((draft) => {
          const found = restApiIn(draft, id, region, "UpdateRestApi");
          refuseBody(inputs, "PutRestApi");
          const { settings } = found;
          found.settings = { ...kept(settings), ...inputs };
          checkTypeChange(draft, found, { ...found, settings });
          return describe(found);
        }),
      );
    },
    delete(id, _, { region }) {
      if (account.state.restApis[id] === undefined) return;
      doing(`deleting API Gateway REST API (${id})`, () => {
        account.change((draft) => {
          restApiIn(draft, id, region, "DeleteRestApi");
          refuseMapped(draft, id, "DeleteRestApi");
          Reflect.deleteProperty(draft.restApis, id);
        });
      });
    },
  };
}

/** What an update leaves alone when the program says nothing about it (computed in the provider). */
function kept(settings: Values): Values {
  const names = [
    "binaryMediaTypes",
    "description",
    "disableExecuteApiEndpoint",
    "endpointConfiguration",
  ];
  return Object.fromEntries(
    names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
}

function refuseOneMore(state: Readonly<AccountState>, api: RestApi, operation: string): void {
  const type = endpointType(api);
  const others = Object.values(state.restApis).filter(
    ({ id, region }) => id !== api.id && region === api.region,
  );
  refuseBeyond(type, others.filter((one) => endpointType(one) === type).length, operation);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-api-migration.html */
function checkTypeChange(state: Readonly<AccountState>, api: RestApi, before: RestApi): void {
  const operation = "UpdateRestApi";
  const type = endpointType(api);
  if (type === endpointType(before)) return;
  if (type === "EDGE" && endpointType(before) === "PRIVATE") {
    const detail = "A private API cannot be changed into an edge-optimized API";
    throw gatewayError(operation, "BadRequestException", detail);
  }
  refuseOneMore(state, api, operation);
  for (const domain of Object.values(state.domains)) {
    const isMapped = Object.values(domain.mappings).some(({ apiId }) => apiId === api.id);
    if (isMapped) checkRestApi(domain, api, operation);
  }
}

function refuseBody(inputs: Values, operation: string): void {
  if (inputs.body !== undefined) readBody(text(inputs.body), operation);
}

function endpointType({ settings }: RestApi): "EDGE" | "REGIONAL" | "PRIVATE" {
  const type = text(object(settings.endpointConfiguration).types);
  return type === "REGIONAL" || type === "PRIVATE" ? type : "EDGE";
}

function describe(found: RestApi): Values {
  const { id, region, createdAt, settings, rootResourceId } = found;
  return {
    apiKeySource: "HEADER",
    description: "",
    disableExecuteApiEndpoint: false,
    ...settings,
    endpointConfiguration: {
      ipAddressType: "ipv4",
      ...object(settings.endpointConfiguration),
      types: endpointType(found),
    },
    arn: arn("apigateway", region, `/restapis/${id}`, ""),
    createdDate: createdAt,
    executionArn: arn("execute-api", region, id),
    rootResourceId,
  };
}
