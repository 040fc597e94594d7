import type { ResourceValidationPolicy } from "@pulumi/policy";

import { pinnedDomain } from "../../facts/domains/pinnedDomain";
import type { Observations } from "../../frame/observations";
import { tokens } from "../../frame/tokens";

/** GW004 on the custom domain of a REST API: the truststore is pinned by its version. */
export function pinnedTruststore(observations: Observations): ResourceValidationPolicy {
  return pinnedDomain("rest-domain", tokens.restDomain, observations);
}
