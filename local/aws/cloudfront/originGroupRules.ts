import type { Values } from "../../provider/values";
import { list, object, text, texts } from "../text";

/** Codes on which an origin group may fail over: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const failoverCodes = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/** Why CloudFront does not take a distribution's origin groups; undefined when it does. */
export function originGroupProblem(settings: Values): string | undefined {
  const origins = list(settings.origins).map((origin) => text(object(origin).originId));
  const ids = new Set(origins);
  for (const group of list(settings.originGroups).map(object)) {
    const id = text(group.originId);
    if (ids.has(id))
      return `The origin group ID ${id} is used twice, by another group or an origin.`;
    ids.add(id);
    const members = list(group.members).map((member) => text(object(member).originId));
    if (members.length !== 2 || members[0] === members[1]) {
      return `The origin group ${id} has to have two different members, and has ${members.join(", ") || "none"}.`;
    }
    const stranger = members.find((member) => !origins.includes(member));
    if (stranger !== undefined) {
      return `The member ${stranger} of the origin group ${id} is no origin of the distribution.`;
    }
    const codes = list(object(group.failoverCriteria).statusCodes).map(Number);
    const other = codes.find((code) => !failoverCodes.includes(code));
    if (codes.length === 0 || other !== undefined) {
      return `The origin group ${id} fails over on ${String(other ?? "no status code")}; CloudFront takes ${failoverCodes.join(", ")}.`;
    }
  }
  return undefined;
}

/** The words of CloudFront's answer that third parties quote; the documentation says why: it fails over for GET, HEAD and OPTIONS alone. */
export function groupMethodsProblem(settings: Values, behavior: Values): string | undefined {
  const groups = list(settings.originGroups).map((group) => text(object(group).originId));
  if (!groups.includes(text(behavior.targetOriginId))) return undefined;
  const writes = ["POST", "PUT", "PATCH", "DELETE"];
  if (!texts(behavior.allowedMethods).some((method) => writes.includes(method))) return undefined;
  return "The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group.";
}
