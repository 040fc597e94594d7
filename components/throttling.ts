import type * as pulumi from "@pulumi/pulumi";
import { checked, refuseHalfGiven, type RefusedInput } from "./refusedInputs";

/** The args of a stage that limit how many requests it takes. */
export interface ThrottlingArgs {
  throttlingRateLimit?: pulumi.Input<number>;
  throttlingBurstLimit?: pulumi.Input<number>;
}

/** The two limits, which mean little one without the other. */
export interface Throttling {
  throttlingRateLimit: pulumi.Output<number>;
  throttlingBurstLimit: pulumi.Output<number>;
}

/**
 * Both limits, checked; undefined when neither is given.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function checkedThrottling(
  component: pulumi.ComponentResource,
  args: ThrottlingArgs,
): Throttling | undefined {
  refuseHalfGiven(component, args, ["throttlingRateLimit", "throttlingBurstLimit"]);
  const { throttlingRateLimit, throttlingBurstLimit } = args;
  if (throttlingRateLimit === undefined || throttlingBurstLimit === undefined) return undefined;
  return {
    throttlingRateLimit: checked(component, throttlingRateLimit, (rate) =>
      refusedLimit("throttlingRateLimit", rate, rate >= 0, "requests a second, 0 or more"),
    ),
    throttlingBurstLimit: checked(component, throttlingBurstLimit, (burst) =>
      refusedLimit(
        "throttlingBurstLimit",
        burst,
        burst >= 0 && Number.isInteger(burst),
        "a whole number of requests, 0 or more",
      ),
    ),
  };
}

function refusedLimit(path: string, limit: number, fits: boolean, wanted: string): RefusedInput[] {
  return fits ? [] : [{ path, reason: `${limit} is no limit. Give ${wanted}.` }];
}
