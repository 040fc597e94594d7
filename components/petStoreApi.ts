import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import {
  disableExecuteApiEndpoint,
  petStoreBackend,
  petStoreDefinition,
} from "./petStoreDefinition";
import { checkedStageName } from "./stageName";

export interface PetStoreApiArgs {
  /** Name of the API, shown in the console and used as the definition's title. @default "PetStore" */
  apiName?: pulumi.Input<string>;
  /** Name of the stage: letters, digits, `-` and `_`, 128 at most. @default "prod" */
  stageName?: pulumi.Input<string>;
  /**
   * URL of the backend, in front of `/pets`, without a slash at its end.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-from-example.html
   * @default "http://petstore-demo-endpoint.execute-api.com/petstore", AWS's public one
   */
  backendUrl?: pulumi.Input<string>;
  /** Tags of the API and the stage. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * AWS's example REST API, the PetStore, for use behind a mutual TLS domain: REGIONAL, its execute-api endpoint disabled, for
 * that one would be a way around mutual TLS. A changed definition makes a new deployment.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
 *
 * @example
 * ```typescript
 * import { PetStoreApi } from "mtls-gateway";
 *
 * const pets = new PetStoreApi("pets", { stageName: "v1" });
 * export const refusesEverybody = pets.executeApiUrl;
 * ```
 */
export class PetStoreApi extends pulumi.ComponentResource {
  /** The REST API. */
  readonly restApi: aws.apigateway.RestApi;
  /** Name of the stage. */
  readonly stageName: pulumi.Output<string>;
  /** URL of the execute-api endpoint, which refuses every request. */
  readonly executeApiUrl: pulumi.Output<string>;

  constructor(name: string, args: PetStoreApiArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:PetStoreApi", name, {}, opts);

    const body = createBody(args);
    const restApi = createRestApi(this, name, args, body);
    const deployment = createDeployment(this, name, restApi, body);
    const stage = createStage(this, name, args, restApi, deployment);

    this.restApi = restApi;
    this.stageName = stage.stageName;
    this.executeApiUrl = stage.invokeUrl;
    this.registerOutputs({
      restApi: this.restApi,
      stageName: this.stageName,
      executeApiUrl: this.executeApiUrl,
    });
  }
}

function createBody(args: PetStoreApiArgs): pulumi.Output<string> {
  return pulumi
    .all([args.apiName ?? "PetStore", args.backendUrl ?? petStoreBackend])
    .apply(([title, backendUrl]) => JSON.stringify(petStoreDefinition(title, backendUrl)));
}

function createRestApi(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  body: pulumi.Output<string>,
): aws.apigateway.RestApi {
  return new aws.apigateway.RestApi(
    `${name}-api`,
    {
      name: args.apiName ?? "PetStore",
      body,
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint,
      tags: args.tags,
    },
    { parent: component },
  );
}

/** A stage serves a deployment, not the API: the hash makes a new one when the definition changes, before the old one goes. */
function createDeployment(
  component: pulumi.ComponentResource,
  name: string,
  restApi: aws.apigateway.RestApi,
  body: pulumi.Output<string>,
): aws.apigateway.Deployment {
  return new aws.apigateway.Deployment(
    `${name}-deployment`,
    {
      restApi: restApi.id,
      triggers: {
        definition: body.apply((text) => createHash("sha256").update(text).digest("hex")),
      },
    },
    { parent: component },
  );
}

function createStage(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  restApi: aws.apigateway.RestApi,
  deployment: aws.apigateway.Deployment,
): aws.apigateway.Stage {
  return new aws.apigateway.Stage(
    `${name}-stage`,
    {
      restApi: restApi.id,
      deployment: deployment.id,
      stageName: checkedStageName(component, "stageName", args.stageName ?? "prod"),
      tags: args.tags,
    },
    { parent: component },
  );
}
