import assert from "node:assert/strict";

import { changed } from "../../support/compliantProgram";
import {
  allViewerExceptHost,
  behavior,
  edgeProgram,
  edgeVerdicts,
} from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const useOriginHeaders = "83da9c7e-98b4-4e11-a168-04f0df8e2c65";
const corsCustomOrigin = "59781a5b-3903-41f3-afcb-af62929ccde1";
const refused = ["CF007-distribution distribution mandatory"];

describe("CF007", () => {
  it("refuses a cache that viewers share while their credentials reach the origin", async () => {
    const program = withBehavior({ cachePolicyId: optimized });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CF"));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        "CF007 error: distribution, path * caches answers with the cache policy CachingOptimized and sends the Authorization header and cookies to the origin without putting them into the cache key: one viewer gets what another was answered. " +
          "Fix: Use the managed policy CachingDisabled, or put the viewer's credentials into the cache key.",
      ],
    );
  });

  const managed: [string, string, string | undefined, string[]][] = [
    ["takes CachingOptimized with no origin request policy", optimized, undefined, []],
    ["takes CachingOptimized with CORS-CustomOrigin", optimized, corsCustomOrigin, []],
    [
      "takes a cache that keeps only what the origin says may be kept",
      useOriginHeaders,
      allViewerExceptHost,
      [],
    ],
    ["takes Amplify's key", "2e54312d-136d-493c-8eb9-b001f22f67d2", allViewerExceptHost, []],
    [
      "says nothing of another program's cache policy, which no run will know",
      "of-another-program",
      allViewerExceptHost,
      [],
    ],
    [
      "says nothing of another program's origin request policy, which no run will know",
      optimized,
      "of-another-program",
      [],
    ],
  ];
  for (const [it_, cachePolicyId, originRequestPolicyId, expected] of managed) {
    it(it_, async () => {
      const program = withBehavior({ cachePolicyId, originRequestPolicyId });

      assert.deepEqual(await edgeVerdicts(program), expected);
    });
  }

  it("takes the legacy settings, which keep apart whatever they forward", async () => {
    const program = withBehavior({
      cachePolicyId: undefined,
      originRequestPolicyId: undefined,
      forwardedValues: {
        queryString: true,
        headers: ["Authorization"],
        cookies: { forward: "all" },
      },
    });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  const all = { cookieBehavior: "all" };
  const none = { cookieBehavior: "none" };
  const some = (...items: string[]) => ({ cookieBehavior: "whitelist", cookies: { items } });
  const key = (...items: string[]) => ({ headerBehavior: "whitelist", headers: { items } });
  const noHeaders = { headerBehavior: "none" };
  const own: [string, object, object, string[]][] = [
    [
      "takes Authorization and cookies in the key",
      cache(key("authorization"), all),
      request("allViewer", all),
      [],
    ],
    [
      "refuses Authorization outside the key",
      cache(noHeaders, all),
      request("allViewer", all),
      refused,
    ],
    [
      "takes all viewer headers but Authorization",
      cache(noHeaders, all),
      request("allExcept", all, "Authorization"),
      [],
    ],
    [
      "refuses all viewer headers but another one",
      cache(noHeaders, all),
      request("allExcept", all, "Host"),
      refused,
    ],
    [
      "refuses a cookie outside the key",
      cache(noHeaders, some("theme")),
      request("none", some("theme", "session")),
      refused,
    ],
    [
      "takes a cookie in the key",
      cache(noHeaders, some("theme", "session")),
      request("none", some("session")),
      [],
    ],
    [
      "takes a cache that keeps nothing",
      { ...cache(noHeaders, none), maxTtl: 0 },
      request("allViewer", all),
      [],
    ],
    [
      "takes a cache that keeps only what the origin says may be kept",
      { ...cache(noHeaders, none), defaultTtl: 0, minTtl: 0 },
      request("allViewer", all),
      [],
    ],
    [
      "refuses a cache that keeps everything for a while",
      { ...cache(noHeaders, none), defaultTtl: 0, minTtl: 1 },
      request("allViewer", all),
      refused,
    ],
    [
      "leaves a time to live open",
      { ...cache(noHeaders, none), maxTtl: unknown },
      request("allViewer", all),
      ["open CF007 distribution"],
    ],
    [
      "leaves a cookie's name open",
      cache(noHeaders, some(unknown)),
      request("none", some("a")),
      ["open CF007 distribution"],
    ],
  ];
  for (const [it_, cachePolicy, requestPolicy, expected] of own) {
    it(`${it_}, by the program's own policies`, async () => {
      assert.deepEqual(await edgeVerdicts(withOwnPolicies(cachePolicy, requestPolicy)), expected);
    });
  }

  it("lets a behaviour of another origin be", async () => {
    const program = withBehavior({ cachePolicyId: optimized, targetOriginId: "website" });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  it("looks into the origin group that a behaviour names", async () => {
    const program = changed(
      withBehavior({ cachePolicyId: optimized, targetOriginId: "both" }),
      "distribution",
      {
        originGroups: [{ originId: "both", members: [{ originId: "api" }, { originId: "spare" }] }],
      },
    );

    assert.deepEqual(await edgeVerdicts(program), refused);
  });

  it("judges the default behaviour before others that are not known yet", async () => {
    const program = changed(
      withBehavior({ cachePolicyId: optimized, viewerProtocolPolicy: "allow-all" }),
      "distribution",
      { orderedCacheBehaviors: unknown },
    );

    assert.deepEqual(await edgeVerdicts(program), [
      "CF007-distribution distribution mandatory",
      "CF008-distribution distribution advisory",
      "open CF005 distribution",
      "open CF007 distribution",
      "open CF008 distribution",
    ]);
  });

  it("leaves behaviours open that are not known yet", async () => {
    const program = changed(withBehavior({}), "distribution", { orderedCacheBehaviors: unknown });

    assert.deepEqual(await edgeVerdicts(program), [
      "open CF005 distribution",
      "open CF007 distribution",
      "open CF008 distribution",
    ]);
  });

  it("names the path of an ordered behaviour", async () => {
    const program = changed(edgeProgram(), "distribution", {
      orderedCacheBehaviors: [{ ...behavior, pathPattern: "/pets/*", cachePolicyId: optimized }],
    });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CF007"));

    assert.equal(said.length, 1);
    assert.ok(said[0]?.message.startsWith("CF007 error: distribution, path /pets/* caches"));
  });

  describeScope({
    policy: "CF007-distribution",
    resource: "distribution",
    trips: () => withBehavior({ cachePolicyId: optimized }),
    unknown: () => withBehavior({ cachePolicyId: unknown }),
  });

  function cache(headersConfig: object, cookiesConfig: object): object {
    return { parametersInCacheKeyAndForwardedToOrigin: { headersConfig, cookiesConfig } };
  }

  function request(headerBehavior: string, cookiesConfig: object, ...items: string[]): object {
    return { headersConfig: { headerBehavior, headers: { items } }, cookiesConfig };
  }
});

describe("CF008", () => {
  it("warns of viewers over http in front of an mTLS origin", async () => {
    const program = withBehavior({ viewerProtocolPolicy: "allow-all" });

    assert.deepEqual(await edgeVerdicts(program), ["CF008-distribution distribution advisory"]);
  });

  it("takes https-only", async () => {
    assert.deepEqual(await edgeVerdicts(withBehavior({ viewerProtocolPolicy: "https-only" })), []);
  });

  it("lets a behaviour of another origin be", async () => {
    const website = { viewerProtocolPolicy: "allow-all", targetOriginId: "website" };

    assert.deepEqual(await edgeVerdicts(withBehavior(website)), []);
  });

  it("leaves a behaviour open whose origin is not known yet", async () => {
    const program = withBehavior({ viewerProtocolPolicy: "allow-all", targetOriginId: unknown });

    assert.deepEqual(await edgeVerdicts(program), ["open CF008 distribution"]);
  });

  describeScope({
    policy: "CF008-distribution",
    resource: "distribution",
    trips: () => withBehavior({ viewerProtocolPolicy: "allow-all" }),
    unknown: () => withBehavior({ viewerProtocolPolicy: unknown }),
  });
});

function withBehavior(change: Record<string, unknown>): FixtureProgram {
  const merged: Record<string, unknown> = { ...behavior, ...change };
  const defaultCacheBehavior = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  );
  return changed(edgeProgram(), "distribution", { defaultCacheBehavior });
}

/** The program's own cache policy and origin request policy, whose IDs are not known yet. */
function withOwnPolicies(cachePolicy: object, requestPolicy: object): FixtureProgram {
  const program = withBehavior({ cachePolicyId: unknown, originRequestPolicyId: unknown });
  const from = {
    origins: ["domain", "edge"],
    defaultCacheBehavior: ["cachePolicy", "requestPolicy"],
  };
  return {
    ...changed(program, "distribution", {}, { from }),
    cachePolicy: {
      type: "aws:cloudfront/cachePolicy:CachePolicy",
      inputs: { ...cachePolicy },
      outputs: { id: unknown },
    },
    requestPolicy: {
      type: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
      inputs: { ...requestPolicy },
      outputs: { id: unknown },
    },
  };
}
