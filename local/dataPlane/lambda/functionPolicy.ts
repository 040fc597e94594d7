import { fits } from "../../wildcards";
import type { FunctionView } from "../accountView";

/**
 * True when a statement of the function's own policy lets API Gateway call it for this method or route. An integration without
 * credentials needs one: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-to-api.html
 *
 * @param source `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`
 */
export function letsGatewayCall({ permissions }: FunctionView, source: string): boolean {
  const account = source.split(":")[4];
  return permissions.some(
    ({ action, principal, sourceArn, sourceAccount }) =>
      ["lambda:InvokeFunction", "lambda:*", "*"].includes(action) &&
      ["apigateway.amazonaws.com", "*"].includes(principal) &&
      (sourceAccount === undefined || sourceAccount === account) &&
      (sourceArn === undefined || arnLike(sourceArn, source)),
  );
}

/** `ArnLike`: `*` and `?` stand for anything within each of the six parts, of which the last has the rest. */
function arnLike(pattern: string, arn: string): boolean {
  const wanted = parts(pattern);
  return parts(arn).every((part, index) => fits(wanted[index] ?? "", part));
}

function parts(arn: string): string[] {
  const all = arn.split(":");
  return [...all.slice(0, 5), all.slice(5).join(":")];
}
