import { checkMappedApi } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { asList } from "../../facts/domains/domainReading";
import { mappedApis } from "../../facts/domains/mappedApis";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import { domainTokens, tokens } from "../../frame/tokens";

/** GW001 on mappings: a private API cannot stand behind an mTLS domain. */
export function noPrivateApi(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW001", scope: "mapped-api" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const { api, domainName, isProved } of mappedApis(program)) {
        if (api.type !== tokens.restApi) continue;
        const types = asList(program.see(api, "endpointConfiguration", "types"));
        const findings = checkMappedApi({
          domain: domainName,
          api: api.name,
          endpointTypes: types.state === "known" ? types.value : undefined,
        }).filter((finding) => finding.rule === "GW001");
        if (types.state === "unknown" || (findings.length > 0 && !isProved)) {
          report.open(api.urn);
          continue;
        }
        for (const finding of findings) report.violation(finding, api.urn);
      }
    },
  });
}
