import { Account } from "@pulumi/aws/apigateway";
import { Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuseBeside } from "./refusedInputs";

export interface ApiGatewayAccountArgs {
  /**
   * ARN of a role that exists already, which API Gateway may assume to write to CloudWatch Logs. Whether it is given decides
   * which resources exist.
   * @default a role made here, with AWS's policy AmazonAPIGatewayPushToCloudWatchLogs
   */
  roleArn?: pulumi.Input<string>;
  /** Region whose setting it is. @default the provider's */
  region?: pulumi.Input<string>;
  /** Tags of the role made here. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The role by which API Gateway writes logs of REST APIs to CloudWatch: one setting for all APIs of an account in a Region.
 * So it is made only when you ask for it, best by a stack that outlives the APIs: it takes the place of the role that was
 * set before, and its end takes the logs of every REST API of the Region with it. HTTP APIs need none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *
 * @example
 * ```typescript
 * import { ApiGatewayAccount } from "mtls-gateway";
 *
 * const account = new ApiGatewayAccount("account");
 * export const roleArn = account.roleArn;
 * ```
 */
export class ApiGatewayAccount extends pulumi.ComponentResource {
  /** ARN of the role, known when the setting has it. */
  readonly roleArn: pulumi.Output<string>;

  constructor(
    name: string,
    args: ApiGatewayAccountArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mtls-gateway:index:ApiGatewayAccount", name, {}, opts);
    refuseBeside(this, args, "roleArn", ["tags"]);

    const role = args.roleArn === undefined ? createRole(this, name, args) : undefined;
    const account = new Account(
      `${name}-settings`,
      { cloudwatchRoleArn: role?.arn ?? args.roleArn, region: args.region },
      { parent: this, dependsOn: role?.ready ?? [] },
    );

    this.roleArn = account.cloudwatchRoleArn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

interface LoggingRole {
  arn: pulumi.Output<string>;
  /** API Gateway tries the role out, so it has to have its permissions before. */
  ready: pulumi.Resource[];
}

function createRole(
  component: pulumi.ComponentResource,
  name: string,
  args: ApiGatewayAccountArgs,
): LoggingRole {
  const role = new Role(
    `${name}-role`,
    {
      description: "API Gateway writes its logs to CloudWatch",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "apigateway.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
      tags: args.tags,
    },
    { parent: component },
  );
  const { partition } = getPartitionOutput({}, { parent: component });
  const attachment = new RolePolicyAttachment(
    `${name}-role-policy`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    },
    { parent: component },
  );
  return { arn: role.arn, ready: [attachment] };
}
