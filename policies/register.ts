import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { gatewayPolicies } from "./apigateway/register";
import { edgePolicies } from "./cloudfront/register";
import { decidedAtUp } from "./frame/decidedAtUp";
import { exempted } from "./frame/exempted";
import type { Observations } from "./frame/observations";
import { programInputs } from "./frame/programInputs";
import { truststorePolicies } from "./s3/register";
import { secretPolicies } from "./tls/register";

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/** Makes one policy over what a run of the pack has seen. */
export type MakePolicy = (observations: Observations) => Policy;

/**
 * Every policy of the pack, in the order in which it runs. A new policy is one file and one line in its folder's
 * register. The first reads the program for the others; the last two say what the configuration kept them from
 * saying, and what they left open.
 */
const register: readonly MakePolicy[] = [
  programInputs,
  ...gatewayPolicies,
  ...truststorePolicies,
  ...edgePolicies,
  ...secretPolicies,
  exempted,
  decidedAtUp,
];

/** The policies of the pack for one run. */
export function createPolicies(observations: Observations): Policy[] {
  return register.map((make) => make(observations));
}
