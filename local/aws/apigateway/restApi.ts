import type { Account } from "../../account/account";
import { arn, newApiId } from "../../account/identifiers";
import type { RestApi } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { readBody } from "./apiDefinition";
import { refuseMapped } from "./mappingStore";
import { refuseBeyond } from "./quotas";
import { restApiIn } from "./restApiStore";

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
          const type = endpointType(made);
          const others = Object.values(draft.restApis).filter(
            (api) => api.region === region && endpointType(api) === type,
          );
          refuseBeyond(type, others.length, "CreateRestApi");
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
          found.settings = inputs;
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
