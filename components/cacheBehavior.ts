import * as pulumi from "@pulumi/pulumi";
import { firstOriginId, type MtlsOrigin } from "./mtlsOrigin";
import { checked, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** ID of the origin group: the first origin, and the one that answers when that one fails. */
export const failoverGroupId = "mtls-domain-with-failover";

/** What CloudFront does with the requests to some paths. */
export interface CacheBehavior {
  /**
   * The paths, such as `/pets/*`; the first behavior that fits is taken.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  pathPattern: pulumi.Input<string>;
  /**
   * Which origin answers. Plain, so that one that is not there is refused at once.
   * @default "mtls-domain"; with `failoverOriginId` and `readOnly` the origin group "mtls-domain-with-failover"
   */
  originId?: string;
  /** Whether GET, HEAD and OPTIONS are let through alone, and not every method. Plain. @default false */
  readOnly?: boolean;
  /**
   * ID of the cache policy. What is cached is served to every viewer, who shows the origin no certificate of their own: cache
   * nothing that is not for everybody.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
   * @default that of CachingDisabled
   */
  cachePolicyId?: pulumi.Input<string>;
  /**
   * ID of the origin request policy; it must not hand on the Host header, by which API Gateway would look for another domain.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
   * @default that of AllViewerExceptHostHeader
   */
  originRequestPolicyId?: pulumi.Input<string>;
  /**
   * ID of the response headers policy.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
   * @default none
   */
  responseHeadersPolicyId?: pulumi.Input<string>;
}

/** A cache behavior, as `aws.cloudfront.Distribution` takes it in `defaultCacheBehavior`. */
export interface BehaviorSettings {
  /** ID of the origin or origin group. */
  targetOriginId: string;
  /** "redirect-to-https". */
  viewerProtocolPolicy: string;
  /** Methods that are let through. */
  allowedMethods: string[];
  /** Methods of which answers could be cached. */
  cachedMethods: string[];
  /** Whether CloudFront compresses answers. */
  compress: boolean;
  /** ID of the cache policy: CachingDisabled. */
  cachePolicyId: string;
  /** ID of the origin request policy: AllViewerExceptHostHeader. */
  originRequestPolicyId: string;
}

const reading = ["GET", "HEAD", "OPTIONS"];

/** Sends viewers from http to https, caches nothing, and hands on everything but the Host header. */
export function behaviorSettings(targetOriginId: string, readOnly: boolean): BehaviorSettings {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: readOnly ? reading : [...reading, "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    // CachingDisabled. The origin sees CloudFront's certificate and not the viewer: a cached answer would be everybody's.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    // AllViewerExceptHostHeader.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  };
}

/** What decides where the requests of a distribution go. */
export interface BehaviorArgs {
  additionalOrigins?: MtlsOrigin[];
  failoverOriginId?: string;
  behaviors?: CacheBehavior[];
}

/**
 * The default behavior. Behind an origin group it lets reading methods through alone: CloudFront fails over for no others,
 * and takes no behavior with others.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function defaultBehavior({ failoverOriginId }: BehaviorArgs): BehaviorSettings {
  return failoverOriginId === undefined
    ? behaviorSettings(firstOriginId, false)
    : behaviorSettings(failoverGroupId, true);
}

/** The other behaviors, in their order; one whose origin is not there is refused. */
export function orderedBehaviors(component: pulumi.ComponentResource, args: BehaviorArgs) {
  const { behaviors = [], failoverOriginId } = args;
  refuseIfAny(component, refusedTargets(args));
  return behaviors.map((behavior, index) => {
    const { originId, readOnly = false, responseHeadersPolicyId } = behavior;
    const usual = failoverOriginId !== undefined && readOnly ? failoverGroupId : firstOriginId;
    const settings = behaviorSettings(originId ?? usual, readOnly);
    return {
      ...settings,
      pathPattern: behavior.pathPattern,
      cachePolicyId: behavior.cachePolicyId ?? settings.cachePolicyId,
      originRequestPolicyId: checked(
        component,
        behavior.originRequestPolicyId ?? settings.originRequestPolicyId,
        (id) => refusedOriginRequestPolicy(`behaviors[${index}].originRequestPolicyId`, id),
      ),
      ...(responseHeadersPolicyId === undefined ? {} : { responseHeadersPolicyId }),
    };
  });
}

/**
 * The managed policies AllViewer and AllViewerAndCloudFrontHeaders-2022-06.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
const handOnHost: readonly string[] = [
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "33f36d7e-f396-46d9-90e0-52428a34d9dc",
];

function refusedOriginRequestPolicy(path: string, id: string): RefusedInput[] {
  if (!handOnHost.includes(id)) return [];
  const reason = `"${id}" hands on the viewer's Host header, by which API Gateway looks for another domain and answers 403. Leave it out for AllViewerExceptHostHeader.`;
  return [{ path, reason }];
}

function refusedTargets(args: BehaviorArgs): RefusedInput[] {
  const others = (args.additionalOrigins ?? []).map(({ originId }) => originId);
  const groups = args.failoverOriginId === undefined ? [] : [failoverGroupId];
  const targets = [firstOriginId, ...others, ...groups];
  const failover = args.failoverOriginId;
  return [
    ...(failover === undefined || others.includes(failover)
      ? []
      : [{ path: "failoverOriginId", reason: noOrigin(failover, others) }]),
    ...(args.behaviors ?? []).flatMap(({ originId = firstOriginId, readOnly }, index) => {
      const path = `behaviors[${index}]`;
      if (!targets.includes(originId)) {
        return [{ path: `${path}.originId`, reason: noOrigin(originId, targets) }];
      }
      if (originId !== failoverGroupId || readOnly === true) return [];
      const reason = `an origin group answers GET, HEAD and OPTIONS alone. Set readOnly, or give one of ${[firstOriginId, ...others].join(", ")}.`;
      return [{ path: `${path}.originId`, reason }];
    }),
  ];
}

function noOrigin(originId: string, known: readonly string[]): string {
  return `"${originId}" is no ID of additionalOrigins. There are: ${known.join(", ") || "none"}.`;
}
