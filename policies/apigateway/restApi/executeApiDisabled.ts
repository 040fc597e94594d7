import { checkMappedApi } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { disablesExecuteApi } from "../../facts/apiDefinition";
import { mappedApis } from "../../facts/mappedApis";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { flagFact, textOf } from "../../frame/seen";
import { domainTokens } from "../../frame/tokens";

/** GW003: behind an mTLS domain the default execute-api endpoint is a way around it. */
export function executeApiDisabled(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW003", scope: "mapped-api" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const { api, domainName, isMutualTlsUnknown } of mappedApis(program)) {
        const disabled = executeApiFact(program, api);
        const findings = checkMappedApi({
          domain: domainName,
          api: api.name,
          disableExecuteApiEndpoint: disabled,
        }).filter((finding) => finding.rule === "GW003");
        if (disabled === undefined || (findings.length > 0 && isMutualTlsUnknown)) {
          report.open(api.urn);
          continue;
        }
        for (const finding of findings) report.violation(finding, api.urn);
      }
    },
  });
}

/** The API's own argument wins where it is true; otherwise its OpenAPI definition may turn the endpoint off. */
function executeApiFact(program: Program, api: PolicyResource): boolean | null | undefined {
  const argument = flagFact(program.see(api, "disableExecuteApiEndpoint"));
  if (argument === true) return true;
  const body = program.see(api, "body");
  if (body.state === "unknown") return undefined;
  const definition = textOf(body);
  return definition !== undefined && disablesExecuteApi(definition) ? true : argument;
}
