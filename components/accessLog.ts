import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { checked, refuseBeside, refuseWithout, type RefusedInput } from "./refusedInputs";

/** The args of an API that say where its access log goes. */
export interface AccessLogArgs {
  accessLog?: boolean;
  accessLogGroupArn?: pulumi.Input<string>;
  accessLogRetentionDays?: pulumi.Input<number>;
  region?: pulumi.Input<string>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** As a stage takes it. */
export interface AccessLogSettings {
  destinationArn: pulumi.Output<string>;
  /** One line of JSON with `$context` variables. */
  format: string;
}

/** Who called, what for and what came of it. Without the PEM: a log event holds 1024 bytes. */
const common = {
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  protocol: "$context.protocol",
  status: "$context.status",
  responseLength: "$context.responseLength",
  error: "$context.error.message",
  clientSubject: "$context.identity.clientCert.subjectDN",
  clientIssuer: "$context.identity.clientCert.issuerDN",
  clientSerial: "$context.identity.clientCert.serialNumber",
  clientNotBefore: "$context.identity.clientCert.validity.notBefore",
  clientNotAfter: "$context.identity.clientCert.validity.notAfter",
} as const;

/**
 * Access log of a stage with the client certificate's subject, issuer, serial number and dates.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 *
 * @returns undefined when no log is asked for
 */
export function createAccessLog(
  component: pulumi.ComponentResource,
  name: string,
  args: AccessLogArgs,
): AccessLogSettings | undefined {
  const asked = args.accessLog === true ? args : { ...args, accessLog: undefined };
  refuseWithout(component, asked, "accessLog", ["accessLogGroupArn", "accessLogRetentionDays"]);
  refuseBeside(component, args, "accessLogGroupArn", ["accessLogRetentionDays"]);
  if (args.accessLog !== true) return undefined;
  const destinationArn =
    args.accessLogGroupArn === undefined
      ? createLogGroup(component, name, args).arn
      : checked(component, args.accessLogGroupArn, refusedGroup);
  return { destinationArn, format: JSON.stringify(common) };
}

function createLogGroup(
  component: pulumi.ComponentResource,
  name: string,
  args: AccessLogArgs,
): LogGroup {
  return new LogGroup(
    `${name}-access-log`,
    {
      retentionInDays: checked(component, args.accessLogRetentionDays ?? 90, refusedRetention),
      region: args.region,
      tags: args.tags,
    },
    { parent: component },
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

function refusedRetention(days: number): RefusedInput[] {
  if (retentions.includes(days)) return [];
  const reason = `${days} is no retention that CloudWatch Logs knows. Give one of ${retentions.join(", ")}; 0 keeps events for ever.`;
  return [{ path: "accessLogRetentionDays", reason }];
}

function refusedGroup(arn: string): RefusedInput[] {
  if (/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w./#-]+(:\*)?$/.test(arn)) return [];
  const reason = `"${arn}" is no ARN of a log group: arn:aws:logs:REGION:ACCOUNT:log-group:NAME.`;
  return [{ path: "accessLogGroupArn", reason }];
}
