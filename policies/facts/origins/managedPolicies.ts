/** What a cache policy keeps answers apart by, as far as credentials go. undefined: nobody says. */
export interface CacheKey {
  /** Name or ID, for findings. */
  name: string;
  /** It keeps answers of which the origin does not say that they may be kept. */
  isCaching: boolean | undefined;
  hasAuthorization: boolean | undefined;
  cookies: CookieChoice | undefined;
}

/** What an origin request policy lets through to the origin beside the cache key. undefined: nobody says. */
export interface Forwarding {
  hasAuthorization: boolean | undefined;
  cookies: CookieChoice | undefined;
}

/** Which of a viewer's cookies: `whitelist` those of the names, `allExcept` all but those. */
export interface CookieChoice {
  behavior: "none" | "whitelist" | "allExcept" | "all";
  names: readonly string[];
}

const noCookies: CookieChoice = { behavior: "none", names: [] };
const allCookies: CookieChoice = { behavior: "all", names: [] };

/** Whose least and default times to live are 0: an answer is kept when the origin says that it may be. */
const keepingNothing: readonly string[] = [
  "CachingDisabled",
  "UseOriginCacheControlHeaders",
  "UseOriginCacheControlHeaders-QueryStrings",
];

/**
 * CloudFront's own cache policies, by ID.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: ReadonlyMap<string, CacheKey> = new Map(
  (
    [
      ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled", false, noCookies],
      ["658327ea-f89d-4fab-a63d-7e88639e58f6", "CachingOptimized", false, noCookies],
      [
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        "CachingOptimizedForUncompressedObjects",
        false,
        noCookies,
      ],
      ["08627262-05a9-4f76-9ded-b50ca2e3a84f", "Elemental-MediaPackage", false, noCookies],
      ["2e54312d-136d-493c-8eb9-b001f22f67d2", "Amplify", true, allCookies],
      ["83da9c7e-98b4-4e11-a168-04f0df8e2c65", "UseOriginCacheControlHeaders", false, allCookies],
      [
        "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
        "UseOriginCacheControlHeaders-QueryStrings",
        false,
        allCookies,
      ],
    ] as const
  ).map(([id, name, hasAuthorization, cookies]) => [
    id,
    { name, isCaching: !keepingNothing.includes(name), hasAuthorization, cookies },
  ]),
);

const everything: Forwarding = { hasAuthorization: true, cookies: allCookies };
const nothing: Forwarding = { hasAuthorization: false, cookies: noCookies };

/**
 * CloudFront's own origin request policies, by ID. All viewer headers hold `Authorization`, the Developer Guide says
 * ("Configure CloudFront to forward the Authorization header"); a policy that names single headers cannot hold it.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export const managedOriginRequestPolicies: ReadonlyMap<string, Forwarding> = new Map([
  /* AllViewer */
  ["216adef6-5c7f-47e4-b989-5492eafa07d3", everything],
  /* AllViewerAndCloudFrontHeaders-2022-06 */
  ["33f36d7e-f396-46d9-90e0-52428a34d9dc", everything],
  /* AllViewerExceptHostHeader */
  ["b689b0a8-53d0-40ab-baf2-68738e2966ac", everything],
  /* CORS-CustomOrigin */
  ["59781a5b-3903-41f3-afcb-af62929ccde1", nothing],
  /* CORS-S3Origin */
  ["88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", nothing],
  /* UserAgentRefererHeaders */
  ["acba4595-bd28-49b8-b9fe-13317c0390fa", nothing],
]);
