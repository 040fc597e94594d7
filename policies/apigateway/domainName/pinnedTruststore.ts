import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { DomainReading } from "../../facts/domains/domainReading";
import { judgeDomain } from "../../facts/domains/domainVerdict";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { unknown } from "../../frame/seen";
import { tokens } from "../../frame/tokens";

/** GW004 on the custom domain of a REST API: the truststore is pinned by its version. */
export function pinnedTruststore(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW004", scope: "rest-domain" }, observations, {
    types: [tokens.restDomain],
    check: (resource, report) => {
      // A version that is not known yet is an output of something: that pins it. A whole block may have none.
      const block = ({ mutualTls }: DomainReading) =>
        mutualTls === undefined ? unknown : undefined;
      judgeDomain("GW004", block, resource, report);
    },
  });
}
