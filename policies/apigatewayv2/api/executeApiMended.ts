import type { ResourceValidationPolicy } from "@pulumi/policy";

import { executeApiRemedy } from "../../facts/domains/executeApiRemedy";
import type { Observations } from "../../frame/observations";
import { tokens } from "../../frame/tokens";

/** GW003 on an HTTP API that the configuration names: turns its execute-api endpoint off. */
export function executeApiMended(observations: Observations): ResourceValidationPolicy {
  return executeApiRemedy("http-api", tokens.httpApi, observations);
}
