import type { RuleId } from "@mtls-gateway/pki";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import { doublePolicy } from "../frame/policy";
import { domainTokens } from "../frame/tokens";
import { judgeTruststoreAtUp } from "./truststoreAtUp";
import { judgeTruststores, type GraphJudge } from "./truststoreVerdict";

/** A policy that judges one TS rule. */
export type TruststorePolicy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * The policy of one TS rule: on the object that a domain's truststore is, at the end of a preview or an `up`; and
 * on the domain of either generation, while `up` runs, before it takes the truststore.
 *
 * @param byGraph what the program's graph proves while the content is not known. Default: nothing, so that the rule
 *   is left open
 */
export function truststorePolicy(
  rule: RuleId,
  observations: Observations,
  byGraph: GraphJudge = openByGraph,
): TruststorePolicy {
  return doublePolicy({ rule, scope: "truststore" }, observations, {
    resource: {
      types: domainTokens,
      check: (domain, report) => judgeTruststoreAtUp(rule, observations, domain, report),
    },
    stack: {
      types: domainTokens,
      check: (program, report) => judgeTruststores(rule, byGraph, program, observations, report),
    },
  });
}

const openByGraph: GraphJudge = () => ({ findings: [], isProved: false });
