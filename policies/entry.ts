import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";

import { Observations } from "./frame/observations";
import { createPolicies } from "./register";

// The pack's entry, bundled to dist/pack.js. Nothing may import it: a PolicyPack inside a program hangs it.
new PolicyPack("mtls-gateway-policies", {
  displayName: "Mutual TLS for Amazon API Gateway",
  description: "Stops what locks callers out of an mTLS domain, or lets them walk around it.",
  provider: "aws",
  tags: ["mtls", "api-gateway", "cloudfront"],
  enforcementLevel: "mandatory",
  policies: createPolicies(new Observations(pulumi.runtime.isDryRun())),
});
