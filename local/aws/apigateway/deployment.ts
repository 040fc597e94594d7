import type { Account } from "../../account/account";
import { newDeploymentId } from "../../account/identifiers";
import type { ApiDeployment } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { snapshot } from "./apiDefinition";
import { gatewayError, restApiIn } from "./restApiStore";

/** `aws.apigateway.Deployment`: the API as it was when the deployment was made, whatever comes later. */
export function deployment(account: Account): ResourceType {
  return {
    token: "aws:apigateway/deployment:Deployment",
    properties: {
      emulated: ["description", "region", "restApi", "triggers", "variables"],
      replaces: ["restApi", "triggers", "variables"],
      writeOnly: ["triggers", "variables"],
    },
    create(inputs, { region }) {
      return doing("creating API Gateway Deployment", () =>
        account.change((draft) => {
          const api = restApiIn(draft, text(inputs.restApi), region, "CreateDeployment");
          const made = {
            id: newDeploymentId(),
            createdAt: account.now().toISOString(),
            settings: inputs,
            definition: snapshot(api, "CreateDeployment"),
          };
          api.deployments[made.id] = made;
          return { id: made.id, outputs: describe(made) };
        }),
      );
    },
    importedId: (id) => idOf(id, {}).id,
    read(given, outputs) {
      const { restApi, id } = idOf(given, outputs);
      const found = account.state.restApis[restApi]?.deployments[id];
      return found === undefined ? undefined : { ...outputs, ...describe(found) };
    },
    update(id, inputs, _, { region }) {
      return account.change((draft) => {
        const api = restApiIn(draft, text(inputs.restApi), region, "UpdateDeployment");
        const found = api.deployments[id];
        if (found === undefined) {
          const detail = "Invalid Deployment identifier specified";
          throw gatewayError("UpdateDeployment", "NotFoundException", detail);
        }
        found.settings = inputs;
        return describe(found);
      });
    },
    delete(id, outputs) {
      const api = account.state.restApis[text(outputs.restApi)];
      if (api?.deployments[id] === undefined) return;
      doing(`deleting API Gateway Deployment (${id})`, () => {
        account.change((draft) => {
          const found = restApiIn(draft, api.id, api.region, "DeleteDeployment");
          if (Object.values(found.stages).some(({ deploymentId }) => deploymentId === id)) {
            const detail = "Active stages pointing to this deployment must be moved or deleted";
            throw gatewayError("DeleteDeployment", "BadRequestException", detail);
          }
          Reflect.deleteProperty(found.deployments, id);
        });
      });
    },
  };
}

/** An import says `api/deployment`. */
function idOf(id: string, { restApi }: Values): { restApi: string; id: string } {
  if (restApi !== undefined) return { restApi: text(restApi), id };
  const [api = "", own = ""] = id.split("/");
  return { restApi: api, id: own };
}

function describe({ createdAt, settings }: ApiDeployment): Values {
  return { ...settings, createdDate: createdAt };
}
