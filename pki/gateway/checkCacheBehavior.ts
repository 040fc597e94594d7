import { finding, type Finding } from "../finding";

/** What is known of one cache behaviour in front of an mTLS origin; a fact that is left out trips nothing. */
export interface CacheBehaviorFacts {
  /** The distribution's name, the subject of the findings together with the path. */
  distribution: string;
  /** Path pattern; "*" for the default behaviour. */
  path: string;
  /** "allow-all", "https-only", "redirect-to-https". */
  viewerProtocolPolicy?: string;
  /** Name or ID of the cache policy, for the finding. */
  cachePolicy?: string;
  /** Whether CloudFront may keep an answer at all. */
  isCaching?: boolean;
  /** What of a viewer's request tells who the viewer is. Default: nothing is known. */
  credentials?: readonly ViewerCredential[];
}

/** Something that an origin may tell one viewer from another by. */
export interface ViewerCredential {
  /** As it stands in a finding: "the Authorization header", "cookies". */
  name: string;
  /** It goes on to the origin. undefined: not known. */
  reachesOrigin?: boolean;
  /** Answers are kept apart by it. undefined: not known. */
  isInCacheKey?: boolean;
}

/**
 * CF007 and CF008, on a cache behaviour whose origin has mutual TLS.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-understand-origin-request-policy.html
 * says that what an origin request policy lets through is not in the cache key.
 */
export function checkCacheBehavior(facts: CacheBehaviorFacts): Finding[] {
  const { isCaching, credentials = [], viewerProtocolPolicy } = facts;
  const subject = `${facts.distribution}, path ${facts.path}`;
  const findings: Finding[] = [];
  const shared = credentials.filter(
    ({ reachesOrigin, isInCacheKey }) => reachesOrigin === true && isInCacheKey === false,
  );
  if (isCaching === true && shared.length > 0) {
    const policy =
      facts.cachePolicy === undefined ? "" : ` with the cache policy ${facts.cachePolicy}`;
    const names = shared.map(({ name }) => name).join(" and ");
    findings.push(
      finding("CF007", {
        subject,
        message: `${subject} caches answers${policy} and sends ${names} to the origin without putting them into the cache key: one viewer gets what another was answered.`,
      }),
    );
  }
  if (viewerProtocolPolicy === "allow-all") {
    findings.push(
      finding("CF008", {
        subject,
        message: `${subject} has the viewerProtocolPolicy allow-all: viewers may come over http.`,
      }),
    );
  }
  return findings;
}
