import type { IncomingHttpHeaders } from "node:http";
import { fits } from "../../wildcards";
import type { BehaviorView, DistributionView, OriginView } from "../accountView";
import { forwardableHeaders } from "../gateway/clientHeaders";
import { without } from "../without";
import { badGateway, EdgeError } from "./edgeAnswers";

/** Managed policies that the local CloudFront knows. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const originRequestPolicies = {
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const cachePolicies = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  useOriginCacheControlHeadersQueryStrings: "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
} as const;

/** The first behaviour whose pattern fits the path; the default behaviour is last and fits all. */
export function behaviorFor(distribution: DistributionView, path: string): BehaviorView {
  const found = distribution.behaviors.find(({ pathPattern }) => fitsPath(pathPattern, path));
  if (!found) throw badGateway(`distribution ${distribution.id} has no default behaviour`);
  return found;
}

/** The origins that may answer, the primary first, and the status codes on which the next one is asked. */
export function originsOf(
  distribution: DistributionView,
  behavior: BehaviorView,
): { origins: OriginView[]; failoverCodes: number[] } {
  const group = distribution.originGroups?.find(({ id }) => id === behavior.targetOriginId);
  const ids = group?.members ?? [behavior.targetOriginId];
  const origins = ids.map((id) => {
    const found = distribution.origins.find((origin) => origin.id === id);
    if (found) return found;
    throw badGateway(`distribution ${distribution.id} has no origin ${JSON.stringify(id)}`);
  });
  return { origins, failoverCodes: group?.failoverCodes ?? [] };
}

/** Path patterns are case-sensitive, and need not begin with a slash. */
function fitsPath(pattern: string, path: string): boolean {
  return fits(/^[/*]/.test(pattern) ? pattern : `/${pattern}`, path);
}

/** Which of the viewer's headers, and whether its query string and Host, go to the origin. */
export interface Forwarding {
  headers: IncomingHttpHeaders;
  query: boolean;
  host: boolean;
}

/**
 * What a behaviour's policies forward. Without an origin request policy CloudFront sends little: no query string, no cookies, its own User-Agent.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function forwardingOf(behavior: BehaviorView, viewer: IncomingHttpHeaders): Forwarding {
  // What the viewer expects is answered here: `Expect` goes no further.
  const headers: IncomingHttpHeaders = without(forwardableHeaders(viewer), "host", "expect");
  const policy = behavior.originRequestPolicyId || undefined;
  if (
    policy === originRequestPolicies.allViewer ||
    policy === originRequestPolicies.allViewerExceptHostHeader
  ) {
    return { headers, query: true, host: policy === originRequestPolicies.allViewer };
  }
  if (policy !== undefined) {
    throw new EdgeError(
      501,
      "The local CloudFront does not emulate the origin request policy of this behaviour.",
      `the local CloudFront does not emulate origin request policy ${policy}; it knows AllViewer and AllViewerExceptHostHeader`,
    );
  }
  const kept = [
    "content-type",
    "content-length",
    "content-encoding",
    "range",
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "x-forwarded-for",
  ];
  const few = Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name)));
  return {
    headers: { ...few, "user-agent": "Amazon CloudFront" },
    query: behavior.cachePolicyId === cachePolicies.useOriginCacheControlHeadersQueryStrings,
    host: false,
  };
}
