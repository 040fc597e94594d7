import type { IncomingMessage, ServerResponse } from "node:http";
import type { BehaviorView, DistributionView } from "../accountView";
import { hasBody } from "../hasBody";
import { EdgeError, edgeHeaders, type EdgeIds } from "./edgeAnswers";

/** Refuses a viewer by the distribution's web ACL and geo restriction; every viewer of this machine is in one country. */
export function refuseViewer(distribution: DistributionView, country: string): void {
  const { webAcl, geoRestriction } = distribution;
  if (webAcl?.blocks === true) {
    throw new EdgeError(403, "Request blocked.", `the web ACL ${webAcl.arn} blocks by default`);
  }
  if (geoRestriction === undefined) return;
  const listed = geoRestriction.countries.includes(country);
  if (listed === (geoRestriction.kind === "whitelist")) return;
  throw new EdgeError(
    403,
    "The Amazon CloudFront distribution is configured to block access from your country.",
    `viewers in ${country} are kept out by the ${geoRestriction.kind} ${geoRestriction.countries.join(", ")}`,
  );
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustom-get-body */
export function refuseBodyOfGet(request: IncomingMessage): void {
  if (request.method !== "GET" || !hasBody(request)) return;
  throw new EdgeError(403, "Bad request.", "a GET request with a body");
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html: not with other methods. */
export function mayFailOver(request: IncomingMessage): boolean {
  // A body would have gone to the primary already.
  return !hasBody(request) && ["GET", "HEAD", "OPTIONS"].includes(request.method ?? "");
}

/** Applies the viewer protocol policy to a request over plain HTTP; true when it was answered by a redirect. */
export function redirected(
  request: IncomingMessage,
  response: ServerResponse,
  behavior: BehaviorView,
  ids: EdgeIds,
): boolean {
  if (behavior.viewerProtocolPolicy === "allow-all") return false;
  if (behavior.viewerProtocolPolicy !== "redirect-to-https") {
    throw new EdgeError(403, "Bad request.", "the behaviour takes HTTPS only");
  }
  response.writeHead(301, {
    Server: "CloudFront",
    "Content-Length": 0,
    Location: `https://${request.headers.host ?? ""}${request.url ?? "/"}`,
    ...edgeHeaders(ids, "Redirect"),
  });
  response.end();
  return true;
}
