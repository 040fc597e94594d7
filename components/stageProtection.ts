import type * as aws from "@pulumi/aws";
import { MethodSettings } from "@pulumi/aws/apigateway";
import { WebAclAssociation } from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { checked, refuseIfAny, type RefusedInput } from "./refusedInputs";
import { checkedStageName } from "./stageName";
import { checkedThrottling } from "./throttling";

export interface StageProtectionArgs {
  /** The REST API; one that exists already is read by `aws.apigateway.RestApi.get`. */
  restApi: pulumi.Input<aws.apigateway.RestApi>;
  /** Name of its stage. */
  stageName: pulumi.Input<string>;
  /**
   * ARN of a regional web ACL of AWS WAF in the stage's Region, which checks every request before the API. Whether it is given
   * decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Requests a second that the stage takes over time, for all its methods; more is answered with 429. With
   * `throttlingBurstLimit`; whether they are given decides which resources exist. A target, no guarantee, says AWS.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   * @default the account's: 10000 in a Region
   */
  throttlingRateLimit?: pulumi.Input<number>;
  /** Requests that the stage takes at once, for all its methods. With `throttlingRateLimit`. @default the account's: 5000 in a Region */
  throttlingBurstLimit?: pulumi.Input<number>;
  /** Region of the API. @default the provider's */
  region?: pulumi.Input<string>;
}

/**
 * A web ACL and limits for the stage of a REST API, also of one that exists already. The limits are settings of all its
 * methods at once (`*` + `/*`): a stage for which another program makes these settings would have two owners. What else one
 * sets of a stage, its access log above all, belongs to the resource that makes the stage; so do the limits of an HTTP API, which AWS WAF does not take.
 *
 * @example
 * ```typescript
 * import { StageProtection } from "mtls-gateway";
 * import * as aws from "@pulumi/aws";
 *
 * const orders = aws.apigateway.RestApi.get("orders", "a1b2c3d4e5");
 * const protection = new StageProtection("orders", {
 *   restApi: orders,
 *   stageName: "prod",
 *   throttlingRateLimit: 100,
 *   throttlingBurstLimit: 200,
 * });
 * export const stageArn = protection.stageArn;
 * ```
 */
export class StageProtection extends pulumi.ComponentResource {
  /** ARN of the stage. */
  readonly stageArn: pulumi.Output<string>;

  constructor(name: string, args: StageProtectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:StageProtection", name, {}, opts);
    refuseNothing(this, args);

    const restApi = pulumi.output(args.restApi);
    const stageName = checkedStageName(this, "stageName", args.stageName);
    createThrottling(this, name, args, restApi, stageName);
    const stageArn = pulumi.interpolate`${restApi.arn}/stages/${stageName}`;
    createWebAclAssociation(this, name, args, stageArn);

    this.stageArn = stageArn;
    this.registerOutputs({ stageArn: this.stageArn });
  }
}

function refuseNothing(component: pulumi.ComponentResource, args: StageProtectionArgs): void {
  const given = [args.webAclArn, args.throttlingRateLimit, args.throttlingBurstLimit];
  if (given.some((arg) => arg !== undefined)) return;
  const reason =
    "nothing is asked for. Give webAclArn, or throttlingRateLimit and throttlingBurstLimit.";
  refuseIfAny(component, [{ path: "", reason }]);
}

function createThrottling(
  component: pulumi.ComponentResource,
  name: string,
  args: StageProtectionArgs,
  restApi: pulumi.Output<aws.apigateway.RestApi>,
  stageName: pulumi.Output<string>,
): void {
  const settings = checkedThrottling(component, args);
  if (settings === undefined) return;
  new MethodSettings(
    `${name}-method-settings`,
    { restApi: restApi.id, stageName, methodPath: "*/*", settings, region: args.region },
    { parent: component },
  );
}

function createWebAclAssociation(
  component: pulumi.ComponentResource,
  name: string,
  args: StageProtectionArgs,
  stageArn: pulumi.Output<string>,
): void {
  if (args.webAclArn === undefined) return;
  new WebAclAssociation(
    `${name}-web-acl`,
    {
      resourceArn: stageArn,
      webAclArn: checked(component, args.webAclArn, refusedWebAcl),
      region: args.region,
    },
    { parent: component },
  );
}

/** A web ACL for CloudFront is a global one, and cannot stand before a stage. */
function refusedWebAcl(arn: string): RefusedInput[] {
  if (/^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/.test(arn))
    return [];
  const reason = `"${arn}" is no ARN of a regional web ACL: arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID. Give one of scope REGIONAL.`;
  return [{ path: "webAclArn", reason }];
}
