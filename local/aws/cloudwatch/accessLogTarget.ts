import type { AccountState } from "../../account/state";
import type { Value } from "../../provider/values";
import { object, text } from "../text";

/** The `region/name` of the log group that an ARN names; undefined for any other ARN. */
export function logGroupKey(arn: string): string | undefined {
  const [, region, name] =
    /^arn:aws:logs:([a-z0-9-]+):\d{12}:log-group:([^:]+)(?::\*)?$/.exec(arn) ?? [];
  return region === undefined ? undefined : `${region}/${name ?? ""}`;
}

/**
 * Why API Gateway does not take a stage's access log settings; undefined when it does, or when there are none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function accessLogProblem(
  state: Readonly<AccountState>,
  settings: Value | undefined,
  region: string,
): string | undefined {
  if (settings === undefined) return undefined;
  const { destinationArn, format } = object(settings);
  const arn = text(destinationArn);
  const key = logGroupKey(arn);
  if (key === undefined) {
    return `Invalid ARN specified in the request: ${arn} (log groups of CloudWatch Logs are the only destination on this machine)`;
  }
  if (!key.startsWith(`${region}/`)) {
    return `Invalid ARN specified in the request: ${arn} is not in ${region}`;
  }
  if (state.logGroups[key] === undefined) {
    return `The log group ${arn} does not exist`;
  }
  if (/\n./.test(text(format))) {
    return "Access Log format must be single line, new line character is allowed only at end of the format";
  }
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(text(format))) {
    return "The log format must include at least $context.requestId or $context.extendedRequestId";
  }
  return undefined;
}
