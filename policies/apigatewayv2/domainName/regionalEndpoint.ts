import type { ResourceValidationPolicy } from "@pulumi/policy";

import { judgeDomain } from "../../facts/domains/domainVerdict";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { tokens } from "../../frame/tokens";

/** GW001 on the custom domain of an HTTP API: mutual TLS works on Regional domains alone. */
export function regionalEndpoint(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW001", scope: "http-domain" }, observations, {
    types: [tokens.httpDomain],
    check: (resource, report) => {
      judgeDomain("GW001", (reading) => reading.endpointTypes, resource, report);
    },
  });
}
