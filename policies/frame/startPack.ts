import {
  PolicyPack,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";

import { guarded, secondsAllowed } from "./guard";
import { listenFor } from "./listenFor";
import { Observations } from "./observations";

/**
 * Serves a pack to the engine. Only a pack's entry may call it: a PolicyPack inside a program hangs it.
 *
 * @param makePolicies the policies of one run
 */
export function startPack(
  name: string,
  makePolicies: (
    observations: Observations,
  ) => (ResourceValidationPolicy | StackValidationPolicy)[],
): void {
  const observations = new Observations(pulumi.runtime.isDryRun());
  const policies = guarded(makePolicies(observations), secondsAllowed());
  listenFor(policies, observations);
  new PolicyPack(name, {
    displayName: "Mutual TLS for Amazon API Gateway",
    description: "Stops what locks callers out of an mTLS domain, or lets them walk around it.",
    provider: "aws",
    tags: ["mtls", "api-gateway", "cloudfront"],
    enforcementLevel: "mandatory",
    // The schemas go past the SDK (analyzerInfo.ts).
    policies: policies.map((policy) => ({ ...policy, configSchema: undefined })),
  });
}
