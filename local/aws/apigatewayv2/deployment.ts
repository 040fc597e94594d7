import type { Account } from "../../account/account";
import type { HttpApiDeployment } from "../../account/state";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { deploy, doingV2, httpApiError, httpApiIn } from "./httpApiStore";

/** `aws.apigatewayv2.Deployment`: the HTTP API as it was when the deployment was made. */
export function httpApiDeployment(account: Account): ResourceType {
  return {
    token: "aws:apigatewayv2/deployment:Deployment",
    properties: {
      emulated: ["apiId", "description", "region", "triggers"],
      replaces: ["apiId", "triggers"],
      writeOnly: ["triggers"],
    },
    create(inputs, { region }) {
      return doingV2("creating API Gateway v2 Deployment", () =>
        account.change((draft) => {
          const api = httpApiIn(draft, text(inputs.apiId), region, "CreateDeployment");
          if (Object.keys(api.routes).length === 0) {
            const detail = "At least one route is required before deploying the Api.";
            throw httpApiError("CreateDeployment", "BadRequestException", detail);
          }
          const made = deploy(api, account.now(), inputs, false);
          return { id: made.id, outputs: describe(made) };
        }),
      );
    },
    read(id, outputs) {
      const found = account.state.httpApis[text(outputs.apiId)]?.deployments[id];
      return found === undefined ? undefined : { ...outputs, ...describe(found) };
    },
    update(id, inputs, _, { region }) {
      return doingV2(`updating API Gateway v2 Deployment (${id})`, () =>
        account.change((draft) => {
          const api = httpApiIn(draft, text(inputs.apiId), region, "UpdateDeployment");
          const found = api.deployments[id];
          if (found === undefined) {
            const detail = "Invalid Deployment identifier specified";
            throw httpApiError("UpdateDeployment", "NotFoundException", detail);
          }
          found.settings = inputs;
          return describe(found);
        }),
      );
    },
    delete(id, outputs) {
      const apiId = text(outputs.apiId);
      if (account.state.httpApis[apiId]?.deployments[id] === undefined) return;
      doingV2(`deleting API Gateway v2 Deployment (${id})`, () => {
        account.change((draft) => {
          const api = draft.httpApis[apiId];
          if (api === undefined) return;
          if (Object.values(api.stages).some(({ deploymentId }) => deploymentId === id)) {
            const detail = "Active stages pointing to this deployment must be moved or deleted";
            throw httpApiError("DeleteDeployment", "BadRequestException", detail);
          }
          Reflect.deleteProperty(api.deployments, id);
        });
      });
    },
  };
}

function describe({ settings, autoDeployed }: HttpApiDeployment): Values {
  return { ...settings, autoDeployed };
}
