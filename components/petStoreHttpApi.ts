import type * as aws from "@pulumi/aws";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as pulumi from "@pulumi/pulumi";
import { createAccessLog } from "./accessLog";
import { httpClientHeaders } from "./clientHeaders";
import { petStoreBackend } from "./petStoreDefinition";
import { checkedStageName } from "./stageName";
import { checkedThrottling } from "./throttling";

export interface PetStoreHttpApiArgs {
  /** Name of the API, shown in the console. @default "PetStore" */
  apiName?: pulumi.Input<string>;
  /**
   * Name of the stage: letters, digits, `-` and `_`, 128 at most, or `$default`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
   * @default "$default"
   */
  stageName?: pulumi.Input<string>;
  /**
   * URL of the backend, in front of `/pets`, without a slash at its end.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
   * @default "http://petstore-demo-endpoint.execute-api.com/petstore", AWS's public one
   */
  backendUrl?: pulumi.Input<string>;
  /**
   * Whether the backend is told whose client certificate was verified, in headers that API Gateway sets and a caller cannot:
   * `x-client-subject`, `x-client-issuer`, `x-client-serial`, `x-client-not-before` and `x-client-not-after`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   * @default false
   */
  clientHeaders?: boolean;
  /**
   * Whether the stage logs every request to CloudWatch Logs, with the client certificate's subject, issuer, serial number and
   * dates and without its PEM; an HTTP API needs no role of the account. Plain, because it decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
   * @default false
   */
  accessLog?: boolean;
  /** ARN of a log group that exists already. Whether it is given decides which resources exist. @default one made here */
  accessLogGroupArn?: pulumi.Input<string>;
  /** Days for which the log group made here keeps events; 0 for ever. @default 90 */
  accessLogRetentionDays?: pulumi.Input<number>;
  /**
   * Requests a second that each route takes over time; more is answered with 429. With `throttlingBurstLimit`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   * @default the account's: 10000 in a Region
   */
  throttlingRateLimit?: pulumi.Input<number>;
  /** Requests that each route takes at once. With `throttlingRateLimit`. @default the account's: 5000 in a Region */
  throttlingBurstLimit?: pulumi.Input<number>;
  /** Region of the API. @default the provider's */
  region?: pulumi.Input<string>;
  /** Tags of everything that takes tags. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The PetStore as an HTTP API, for use behind a mutual TLS domain: `/pets` and `/pets/{petId}`, its execute-api endpoint
 * disabled, for that one would be a way around mutual TLS. Changes are deployed by themselves. AWS WAF does not take HTTP APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 *
 * @example
 * ```typescript
 * import { PetStoreHttpApi } from "mtls-gateway";
 *
 * const pets = new PetStoreHttpApi("pets", { clientHeaders: true });
 * export const stage = pets.stageName;
 * ```
 */
export class PetStoreHttpApi extends pulumi.ComponentResource {
  /** The HTTP API. */
  readonly httpApi: aws.apigatewayv2.Api;
  /** The stage. */
  readonly stage: aws.apigatewayv2.Stage;
  /** Name of the stage. */
  readonly stageName: pulumi.Output<string>;
  /** URL of the execute-api endpoint, which refuses every request. */
  readonly executeApiUrl: pulumi.Output<string>;

  constructor(
    name: string,
    args: PetStoreHttpApiArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mtls-gateway:index:PetStoreHttpApi", name, {}, opts);

    const httpApi = createHttpApi(this, name, args);
    const routes = createRoutes(this, name, args, httpApi);
    const stage = createStage(this, name, args, httpApi, routes);

    this.httpApi = httpApi;
    this.stage = stage;
    this.stageName = stage.name;
    this.executeApiUrl = stage.invokeUrl;
    this.registerOutputs({
      httpApi: this.httpApi,
      stage: this.stage,
      stageName: this.stageName,
      executeApiUrl: this.executeApiUrl,
    });
  }
}

function createHttpApi(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreHttpApiArgs,
): apigatewayv2.Api {
  return new apigatewayv2.Api(
    `${name}-api`,
    {
      name: args.apiName ?? "PetStore",
      protocolType: "HTTP",
      disableExecuteApiEndpoint: true,
      region: args.region,
      tags: args.tags,
    },
    { parent: component },
  );
}

/** Each operation with the role of its children, and the path that its route and the backend have. */
const operations = [
  { role: "list-pets", method: "GET", path: "/pets" },
  { role: "create-pet", method: "POST", path: "/pets" },
  { role: "get-pet", method: "GET", path: "/pets/{petId}" },
] as const;

function createRoutes(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreHttpApiArgs,
  httpApi: apigatewayv2.Api,
): apigatewayv2.Route[] {
  const { backendUrl = petStoreBackend, clientHeaders, region } = args;
  return operations.map(({ role, method, path }) => {
    const integration = new apigatewayv2.Integration(
      `${name}-${role}-integration`,
      {
        apiId: httpApi.id,
        integrationType: "HTTP_PROXY",
        integrationMethod: method,
        integrationUri: pulumi.interpolate`${backendUrl}${path}`,
        payloadFormatVersion: "1.0",
        requestParameters: clientHeaders === true ? httpClientHeaders() : undefined,
        region,
      },
      { parent: component },
    );
    return new apigatewayv2.Route(
      `${name}-${role}-route`,
      {
        apiId: httpApi.id,
        routeKey: `${method} ${path}`,
        target: pulumi.interpolate`integrations/${integration.id}`,
        region,
      },
      { parent: component },
    );
  });
}

/** Comes last: what is there when the stage is made is in its first deployment. */
function createStage(
  component: pulumi.ComponentResource,
  name: string,
  args: PetStoreHttpApiArgs,
  httpApi: apigatewayv2.Api,
  routes: apigatewayv2.Route[],
): apigatewayv2.Stage {
  return new apigatewayv2.Stage(
    `${name}-stage`,
    {
      apiId: httpApi.id,
      name: checkedStageName(component, "stageName", args.stageName ?? "$default", {
        isHttpApi: true,
      }),
      autoDeploy: true,
      accessLogSettings: createAccessLog(component, name, args),
      defaultRouteSettings: checkedThrottling(component, args),
      region: args.region,
      tags: args.tags,
    },
    { parent: component, dependsOn: routes },
  );
}
