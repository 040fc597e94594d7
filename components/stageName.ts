import type * as pulumi from "@pulumi/pulumi";
import { checked } from "./refusedInputs";

/**
 * The name of a stage, checked for what API Gateway takes: `$default` of an HTTP API alone.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
export function checkedStageName(
  component: pulumi.ComponentResource,
  path: string,
  stageName: pulumi.Input<string>,
  options: { isHttpApi?: boolean } = {},
): pulumi.Output<string> {
  return checked(component, stageName, (name) => {
    if (/^[A-Za-z0-9_-]{1,128}$/.test(name)) return [];
    if (name === "$default" && options.isHttpApi === true) return [];
    const reason = `"${name}" is no name of a stage. Give 1 to 128 letters, digits, "-" and "_".`;
    return [{ path, reason }];
  });
}
