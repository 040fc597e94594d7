import { checkMappedApi } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { executeApiFact } from "../../facts/domains/executeApi";
import { mappedApis } from "../../facts/domains/mappedApis";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import { domainTokens } from "../../frame/tokens";

/** GW003: behind an mTLS domain the default execute-api endpoint is a way around it. */
export function executeApiDisabled(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW003", scope: "mapped-api" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const { api, domainName, isProved } of mappedApis(program)) {
        const disabled = executeApiFact((...path) => program.see(api, ...path));
        const findings = checkMappedApi({
          domain: domainName,
          api: api.name,
          disableExecuteApiEndpoint: disabled,
        }).filter((finding) => finding.rule === "GW003");
        if (disabled === undefined || (findings.length > 0 && !isProved)) {
          report.open(api.urn);
          continue;
        }
        for (const finding of findings) report.violation(finding, api.urn);
      }
    },
  });
}
