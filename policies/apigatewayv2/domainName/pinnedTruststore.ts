import type { ResourceValidationPolicy } from "@pulumi/policy";

import { judgeDomain } from "../../facts/domainVerdict";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { tokens } from "../../frame/tokens";

/** GW004 on the custom domain of an HTTP API: the truststore is pinned by its version. */
export function pinnedTruststore(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW004", scope: "http-domain" }, observations, {
    types: [tokens.httpDomain],
    check: (resource, report) => {
      // A version that is not known yet is an output of something: that pins it.
      judgeDomain("GW004", () => undefined, resource, report);
    },
  });
}
