import { arn } from "../../account/identifiers";
import type { LambdaFunction } from "../../account/functionState";
import type { AccountState } from "../../account/state";
import { AwsError } from "../../provider/awsError";

export function lambdaError(
  operation: string,
  status: number,
  code: string,
  detail: string,
): AwsError {
  return new AwsError("Lambda", operation, status, code, detail);
}

export const functionKey = (region: string, name: string) => `${region}/${name}`;

export const functionArn = (region: string, name: string) =>
  arn("lambda", region, `function:${name}`);

/** Where API Gateway calls a function. */
export const invokeArnOf = (region: string, target: string, suffix = "invocations") =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${target}/${suffix}`;

/** The name in a function's name, ARN or partial ARN (`123456789012:function:name`). */
export function functionName(given: string): string {
  return /(?:^|:)function:([^:]+)/.exec(given)?.[1] ?? given;
}

/** Throws `ResourceNotFoundException`. */
export function functionIn(
  state: Readonly<AccountState>,
  region: string,
  given: string,
  operation: string,
): LambdaFunction {
  const name = functionName(given);
  const found = state.lambdaFunctions[functionKey(region, name)];
  const isElsewhere = given.startsWith("arn:") && given !== functionArn(region, name);
  if (found !== undefined && !isElsewhere) return found;
  const detail = `Function not found: ${isElsewhere ? given : functionArn(region, name)}`;
  throw lambdaError(operation, 404, "ResourceNotFoundException", detail);
}
