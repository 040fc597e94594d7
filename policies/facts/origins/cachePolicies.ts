import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { lengthOf, textOf, type Seen } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import type { CacheBehavior } from "./cacheBehaviors";
import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  type CacheKey,
  type CookieChoice,
  type Forwarding,
} from "./managedPolicies";

const inKey = "parametersInCacheKeyAndForwardedToOrigin";

/** The cache policy of a behaviour. "elsewhere": another program's. undefined: not known before `up`. */
export function cacheKeyOf(
  program: Program,
  distribution: PolicyResource,
  { cachePolicyId, property }: CacheBehavior,
): CacheKey | "elsewhere" | undefined {
  const managed = managedCachePolicies.get(textOf(cachePolicyId) ?? "");
  if (managed !== undefined) return managed;
  const policy = namedPolicy(program, distribution, property, cachePolicyId, tokens.cachePolicy);
  if (policy === undefined || policy === "elsewhere") return policy;
  return {
    name: policy.name,
    isCaching: isCaching(program, policy),
    hasAuthorization: headersHave(program, policy, inKey, "headersConfig"),
    cookies: cookiesOf(program, policy, inKey, "cookiesConfig"),
  };
}

/**
 * Whether answers are kept of which the origin does not say that they may be: for how long is the default time to
 * live, and the least one at least, up to the longest. CloudFront's own values where they are left out, in seconds.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 */
function isCaching(program: Program, policy: PolicyResource): boolean | undefined {
  const isPositive = (property: string, byDefault: number): boolean | undefined => {
    const seen = program.see(policy, property);
    if (seen.state === "unknown") return undefined;
    return Number(seen.state === "known" ? seen.value : byDefault) > 0;
  };
  const isKept = [isPositive("defaultTtl", 86_400), isPositive("minTtl", 0)];
  const mayBeKept = isPositive("maxTtl", 31_536_000);
  if (mayBeKept === false || isKept.every((each) => each === false)) return false;
  return mayBeKept === true && isKept.includes(true) ? true : undefined;
}

/** The origin request policy of a behaviour. "elsewhere": another program's. undefined: not known before `up`. */
export function forwardingOf(
  program: Program,
  distribution: PolicyResource,
  { originRequestPolicyId, property }: CacheBehavior,
): Forwarding | "elsewhere" | undefined {
  const managed = managedOriginRequestPolicies.get(textOf(originRequestPolicyId) ?? "");
  if (managed !== undefined) return managed;
  const policy = namedPolicy(
    program,
    distribution,
    property,
    originRequestPolicyId,
    tokens.originRequestPolicy,
  );
  if (policy === undefined || policy === "elsewhere") return policy;
  return {
    hasAuthorization: headersHave(program, policy, "headersConfig"),
    cookies: cookiesOf(program, policy, "cookiesConfig"),
  };
}

/** By its ID where that is known, else the only one that the behaviours are built from. */
function namedPolicy(
  program: Program,
  distribution: PolicyResource,
  property: string,
  id: Seen,
  type: string,
): PolicyResource | "elsewhere" | undefined {
  const text = textOf(id);
  if (text !== undefined) {
    const named = program.ofType([type]).find((each) => textOf(program.see(each, "id")) === text);
    return named ?? "elsewhere";
  }
  const policies = program.sources(distribution, property).filter((each) => each.type === type);
  return policies.length === 1 ? policies[0] : undefined;
}

function headersHave(
  program: Program,
  policy: PolicyResource,
  ...path: [string, ...string[]]
): boolean | undefined {
  const behavior = program.see(policy, ...path, "headerBehavior");
  const names = namesAt(program, policy, ...path, "headers");
  const isNamed = names?.includes("authorization");
  switch (behavior.state === "unset" ? "none" : textOf(behavior)) {
    case "none":
      return false;
    case "whitelist":
      return isNamed;
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return true;
    case "allExcept":
      return isNamed === undefined ? undefined : !isNamed;
    default:
      return undefined;
  }
}

function cookiesOf(
  program: Program,
  policy: PolicyResource,
  ...path: [string, ...string[]]
): CookieChoice | undefined {
  const behavior = textOf(program.see(policy, ...path, "cookieBehavior"));
  if (behavior === "none" || behavior === "all") return { behavior, names: [] };
  if (behavior !== "whitelist" && behavior !== "allExcept") return undefined;
  const names = namesAt(program, policy, ...path, "cookies");
  return names === undefined ? undefined : { behavior, names };
}

/** Lower case. undefined: one of them is not known. */
function namesAt(
  program: Program,
  policy: PolicyResource,
  ...path: [string, ...string[]]
): string[] | undefined {
  const block = program.see(policy, ...path);
  if (block.state === "unset") return [];
  const items = program.see(policy, ...path, "items");
  if (items.state === "unknown") return undefined;
  const names = Array.from({ length: lengthOf(items) ?? 0 }, (_, index) =>
    textOf(program.see(policy, ...path, "items", index))?.toLowerCase(),
  );
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? known : undefined;
}
