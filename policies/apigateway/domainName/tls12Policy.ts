import type { ResourceValidationPolicy } from "@pulumi/policy";

import { judgeDomain } from "../../facts/domains/domainVerdict";
import { securityPolicyRemedy } from "../../facts/domains/securityPolicyRemedy";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { tokens } from "../../frame/tokens";

/** GW002 on the custom domain of a REST API: an mTLS domain has exactly TLS_1_2. */
export function tls12Policy(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW002", scope: "rest-domain" }, observations, {
    types: [tokens.restDomain],
    check: (resource, report) => {
      judgeDomain("GW002", (reading) => reading.securityPolicy, resource, report);
    },
    remedy: securityPolicyRemedy,
  });
}
