import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { unknown } from "../../frame/seen";
import type { Token } from "../../frame/tokens";
import type { DomainReading } from "./domainReading";
import { judgeDomain } from "./domainVerdict";

/** GW004 on custom domains of one generation: the truststore is pinned by its version. */
export function pinnedDomain(
  scope: string,
  token: Token,
  observations: Observations,
): ResourceValidationPolicy {
  return resourcePolicy({ rule: "GW004", scope }, observations, {
    types: [token],
    check: (resource, report) => {
      // A version that is not known yet is an output of something: that pins it. A whole block may have none.
      const block = ({ mutualTls }: DomainReading) =>
        mutualTls === undefined ? unknown : undefined;
      judgeDomain("GW004", block, resource, report);
    },
  });
}
