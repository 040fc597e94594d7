import type { OutgoingHttpHeaders } from "node:http";
import type { BehaviorView } from "../accountView";

/** Headers of AWS's managed policies; those that the origin sent are left as they are. */
const policies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // SimpleCORS
  "60669652-455b-4ae9-85a4-c4c02393f86c": { "access-control-allow-origin": "*" },
  // SecurityHeadersPolicy
  "67f7725c-6f97-4210-82d7-5512b31e9d03": {
    "referrer-policy": "strict-origin-when-cross-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "1; mode=block",
  },
};

/**
 * The headers that a behaviour's response headers policy adds to an answer.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export function policyHeaders(
  { responseHeadersPolicyId }: BehaviorView,
  origin: OutgoingHttpHeaders,
): Record<string, string> {
  const added = Object.entries(policies[responseHeadersPolicyId ?? ""] ?? {});
  // The one header of the two policies that overrides the origin's.
  return Object.fromEntries(
    added.filter(([name]) => name === "x-content-type-options" || origin[name] === undefined),
  );
}
