import {
  checkCacheBehavior,
  type CacheBehaviorFacts,
  type ViewerCredential,
} from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import type { CacheBehavior } from "../../facts/origins/cacheBehaviors";
import { cacheKeyOf, forwardingOf } from "../../facts/origins/cachePolicies";
import type { CacheKey, CookieChoice, Forwarding } from "../../facts/origins/managedPolicies";
import { originBehaviors } from "../../facts/origins/originBehaviors";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { distributionTokens } from "../../frame/tokens";

/** CF007: no viewer gets what another one was answered. */
export function privateAnswers(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF007", scope: "distribution" }, observations, {
    types: distributionTokens,
    check: (program, report) => {
      for (const each of originBehaviors(program)) {
        const { distribution, behaviors, others, isWhole, standing } = each;
        for (const behavior of [...behaviors, ...others]) {
          const facts = factsOf(program, distribution, behavior);
          const [finding] = checkCacheBehavior(facts);
          const isProved = standing === "certain" && behaviors.includes(behavior);
          if (finding !== undefined && isProved) report.violation(finding, distribution.urn);
          else if (finding !== undefined || isOpen(facts)) report.open(distribution.urn);
        }
        if (!isWhole) report.open(distribution.urn);
      }
    },
  });
}

function factsOf(
  program: Program,
  distribution: PolicyResource,
  behavior: CacheBehavior,
): CacheBehaviorFacts {
  const head = { distribution: distribution.name, path: behavior.path };
  // Without an origin request policy, and with the legacy settings, what reaches the origin is in the cache key.
  const isAlone = [behavior.originRequestPolicyId, behavior.cachePolicyId].some(
    ({ state }) => state === "unset",
  );
  if (isAlone) return head;
  const key = cacheKeyOf(program, distribution, behavior);
  const forwarded = forwardingOf(program, distribution, behavior);
  // Another program's policy is known to nobody here, at `up` neither.
  if (key === "elsewhere" || forwarded === "elsewhere") return head;
  return {
    ...head,
    cachePolicy: key?.name,
    isCaching: key?.isCaching,
    credentials: credentials(key, forwarded),
  };
}

function credentials(
  key: CacheKey | undefined,
  forwarded: Forwarding | undefined,
): ViewerCredential[] {
  const cookies = forwarded?.cookies;
  return [
    {
      name: "the Authorization header",
      reachesOrigin: forwarded?.hasAuthorization,
      isInCacheKey: key?.hasAuthorization,
    },
    {
      name: "cookies",
      reachesOrigin: cookies === undefined ? undefined : cookies.behavior !== "none",
      isInCacheKey:
        cookies === undefined || key?.cookies === undefined
          ? undefined
          : keepsApart(key.cookies, cookies),
    },
  ];
}

/** Whether every cookie that is forwarded is in the cache key too. */
function keepsApart(inKey: CookieChoice, forwarded: CookieChoice): boolean {
  if (forwarded.behavior === "none" || inKey.behavior === "all") return true;
  if (inKey.behavior === "none") return false;
  if (inKey.behavior === "whitelist") {
    return (
      forwarded.behavior === "whitelist" &&
      forwarded.names.every((name) => inKey.names.includes(name))
    );
  }
  return forwarded.behavior === "whitelist"
    ? !forwarded.names.some((name) => inKey.names.includes(name))
    : forwarded.behavior === "allExcept" &&
        inKey.names.every((name) => forwarded.names.includes(name));
}

/** A value that is not known could make it a violation. */
function isOpen({ isCaching, credentials: all = [] }: CacheBehaviorFacts): boolean {
  return (
    isCaching !== false &&
    all.some(({ reachesOrigin, isInCacheKey }) => reachesOrigin !== false && isInCacheKey !== true)
  );
}
