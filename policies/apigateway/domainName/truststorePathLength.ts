import type { ResourceValidationPolicy } from "@pulumi/policy";

import { judgeTruststoreAtUp } from "../../facts/truststoreAtUp";
import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import { tokens } from "../../frame/tokens";

/** TS004 on the custom domain of a REST API, at `up`, before the domain takes the truststore. */
export function truststorePathLength(observations: Observations): ResourceValidationPolicy {
  return resourcePolicy(
    { rule: "TS004", scope: "rest-domain", token: tokens.restDomain },
    observations,
    (resource, report) => judgeTruststoreAtUp("TS004", observations, resource, report),
  );
}
