import { randomBytes } from "node:crypto";
import type { FunctionView } from "../accountView";

/**
 * Variables that Lambda sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * Nothing of this process's own environment is in it, and the credentials are nobody's.
 *
 * @param root the folder of the function's code
 * @param home a folder that the process may write to
 */
export function functionEnvironment(
  view: FunctionView,
  root: string,
  home: string,
): Record<string, string> {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return {
    _HANDLER: view.handler,
    AWS_ACCESS_KEY_ID: "AKIALOCALAWSDUMMYKEY",
    AWS_SECRET_ACCESS_KEY: "not-a-secret-of-any-account",
    AWS_SESSION_TOKEN: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_DEFAULT_REGION: view.region,
    AWS_REGION: view.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${view.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(view.memorySize),
    AWS_LAMBDA_FUNCTION_NAME: view.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: view.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${randomBytes(16).toString("hex")}`,
    HOME: home,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    LAMBDA_TASK_ROOT: root,
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TMPDIR: home,
    TZ: "UTC",
  };
}
