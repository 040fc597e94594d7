import type * as aws from "@pulumi/aws";
import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { createAccessLog } from "./accessLog";
import { ApiGatewayAccount } from "./apiGatewayAccount";
import { restClientHeaders } from "./clientHeaders";
import {
  disableExecuteApiEndpoint,
  petStoreBackend,
  petStoreDefinition,
} from "./petStoreDefinition";
import { StageProtection } from "./stageProtection";
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
  /**
   * Whether the backend is told whose client certificate was verified, in headers that API Gateway sets and a caller cannot:
   * `x-client-subject`, `x-client-issuer`, `x-client-serial`, `x-client-not-before` and `x-client-not-after`. Plain, because it
   * is part of the API's definition.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
   * @default false
   */
  clientHeaders?: boolean;
  /**
   * Whether the stage logs every request to CloudWatch Logs, with the client certificate's subject, issuer, serial number and
   * dates and without its PEM. Wants the account's role (`cloudWatchRole`), without which API Gateway refuses the stage. Plain,
   * because it decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default false
   */
  accessLog?: boolean;
  /** ARN of a log group that exists already. Whether it is given decides which resources exist. @default one made here */
  accessLogGroupArn?: pulumi.Input<string>;
  /** Days for which the log group made here keeps events; 0 for ever. @default 90 */
  accessLogRetentionDays?: pulumi.Input<number>;
  /**
   * Whether to make the role by which API Gateway writes logs, too. One setting for all REST APIs of the account in the Region:
   * it takes the place of the role set before, and goes when this API goes. Plain, because it decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default false: the account has one
   */
  cloudWatchRole?: boolean;
  /**
   * ARN of a regional web ACL of AWS WAF, which checks every request. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Requests a second that the stage takes over time; more is answered with 429. With `throttlingBurstLimit`; whether they are
   * given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   * @default the account's: 10000 in a Region
   */
  throttlingRateLimit?: pulumi.Input<number>;
  /** Requests that the stage takes at once. With `throttlingRateLimit`. @default the account's: 5000 in a Region */
  throttlingBurstLimit?: pulumi.Input<number>;
  /** Region of the API. @default the provider's */
  region?: pulumi.Input<string>;
  /** Tags of everything that takes tags. @default none */
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
  /** The stage. */
  readonly stage: aws.apigateway.Stage;
  /** Name of the stage. */
  readonly stageName: pulumi.Output<string>;
  /** URL of the execute-api endpoint, which refuses every request. */
  readonly executeApiUrl: pulumi.Output<string>;

  constructor(name: string, args: PetStoreApiArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:PetStoreApi", name, {}, opts);

    const body = createBody(args);
    const restApi = createRestApi(this, name, args, body);
    const deployment = createDeployment(this, name, args, restApi, body);
    const account = createAccount(this, name, args);
    const stage = createStage(this, name, args, restApi, deployment, account);
    createProtection(this, name, args, restApi, stage);

    this.restApi = restApi;
    this.stage = stage;
    this.stageName = stage.stageName;
    this.executeApiUrl = stage.invokeUrl;
    this.registerOutputs({
      restApi: this.restApi,
      stage: this.stage,
      stageName: this.stageName,
      executeApiUrl: this.executeApiUrl,
    });
  }
}

function createBody(args: PetStoreApiArgs): pulumi.Output<string> {
  return pulumi
    .all([args.apiName ?? "PetStore", args.backendUrl ?? petStoreBackend])
    .apply(([title, backendUrl]) =>
      JSON.stringify(
        petStoreDefinition(
          title,
          backendUrl,
          args.clientHeaders === true ? restClientHeaders() : undefined,
        ),
      ),
    );
}

function createRestApi(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  body: pulumi.Output<string>,
): apigateway.RestApi {
  return new apigateway.RestApi(
    `${name}-api`,
    {
      name: args.apiName ?? "PetStore",
      body,
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint,
      region: args.region,
      tags: args.tags,
    },
    { parent: component },
  );
}

/** A stage serves a deployment, not the API: the hash makes a new one when the definition changes, before the old one goes. */
function createDeployment(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  restApi: apigateway.RestApi,
  body: pulumi.Output<string>,
): apigateway.Deployment {
  return new apigateway.Deployment(
    `${name}-deployment`,
    {
      restApi: restApi.id,
      triggers: {
        definition: body.apply((text) => createHash("sha256").update(text).digest("hex")),
      },
      region: args.region,
    },
    { parent: component },
  );
}

function createAccount(
  component: pulumi.ComponentResource,
  name: string,
  { cloudWatchRole, region, tags }: PetStoreApiArgs,
): ApiGatewayAccount | undefined {
  if (cloudWatchRole !== true) return undefined;
  return new ApiGatewayAccount(`${name}-account`, { region, tags }, { parent: component });
}

/** @param account has to stand before a stage may log */
function createStage(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  restApi: apigateway.RestApi,
  deployment: apigateway.Deployment,
  account: ApiGatewayAccount | undefined,
): apigateway.Stage {
  return new apigateway.Stage(
    `${name}-stage`,
    {
      restApi: restApi.id,
      deployment: deployment.id,
      stageName: checkedStageName(component, "stageName", args.stageName ?? "prod"),
      accessLogSettings: createAccessLog(component, name, args),
      region: args.region,
      tags: args.tags,
    },
    { parent: component, dependsOn: account === undefined ? [] : [account] },
  );
}

function createProtection(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreApiArgs,
  restApi: apigateway.RestApi,
  stage: apigateway.Stage,
): void {
  const { webAclArn, throttlingRateLimit, throttlingBurstLimit, region } = args;
  const wanted = [webAclArn, throttlingRateLimit, throttlingBurstLimit];
  if (wanted.every((arg) => arg === undefined)) return;
  new StageProtection(
    `${name}-protection`,
    {
      restApi,
      stageName: stage.stageName,
      webAclArn,
      throttlingRateLimit,
      throttlingBurstLimit,
      region,
    },
    { parent: component },
  );
}
