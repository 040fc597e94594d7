import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { DomainReading } from "../../facts/domainReading";
import { judgeDomain } from "../../facts/domainVerdict";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { unknown } from "../../frame/seen";
import { tokens } from "../../frame/tokens";

/** GW001 on the custom domain of a REST API: mutual TLS works on Regional domains alone. */
export function regionalEndpoint(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW001", scope: "rest-domain" }, observations, {
    types: [tokens.restDomain],
    check: (resource, report) => {
      // What a domain without any endpoint type gets is AWS's to say, and not documented.
      const types = ({ endpointTypes }: DomainReading) =>
        endpointTypes.state === "unset" ? unknown : endpointTypes;
      judgeDomain("GW001", types, resource, report);
    },
  });
}
