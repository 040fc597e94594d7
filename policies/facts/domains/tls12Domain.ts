import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import type { Token } from "../../frame/tokens";
import { judgeDomain } from "./domainVerdict";
import { securityPolicyRemedy } from "./securityPolicyRemedy";

/** GW002 on custom domains of one generation: an mTLS domain has exactly TLS_1_2. */
export function tls12Domain(
  scope: string,
  token: Token,
  observations: Observations,
): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW002", scope }, observations, {
    types: [token],
    check: (resource, report) => {
      judgeDomain("GW002", (reading) => reading.securityPolicy, resource, report);
    },
    remedy: securityPolicyRemedy,
  });
}
