import type { Account } from "../../account/account";
import type { AccountState, Distribution } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import type { Values } from "../../provider/values";
import { list, object, text, texts } from "../text";
import { accessRefusals } from "./accessRules";
import { checkOriginMutualTls, checkViewerCertificate } from "./distributionCertificates";
import { groupMethodsProblem, originGroupProblem } from "./originGroupRules";

export function cloudFrontError(
  operation: string,
  status: number,
  code: string,
  detail: string,
): AwsError {
  return new AwsError("CloudFront", operation, status, code, detail);
}

/** Refuses what CloudFront refuses of a distribution: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html */
export function checkDistribution(
  account: Account,
  state: Readonly<AccountState>,
  distribution: Distribution,
  operation: string,
): void {
  const refuse = (code: string, detail: string, status = 400): never => {
    throw cloudFrontError(operation, status, code, detail);
  };
  const { settings } = distribution;
  checkOrigins(settings, refuse);
  const groups = originGroupProblem(settings);
  if (groups !== undefined) refuse("InvalidArgument", groups);
  const [refusal] = accessRefusals(state, settings);
  if (refusal !== undefined) refuse(refusal.code, refusal.detail);
  checkBehaviors(settings, refuse);
  checkViewerCertificate(account, state, distribution, refuse);
  checkOriginMutualTls(state, distribution, account.now(), refuse);
}

/** Refuses with a code of CloudFront's API; 400 unless it says otherwise. */
export type Refuse = (code: string, detail: string, status?: number) => never;

function checkOrigins(settings: Values, refuse: Refuse): void {
  const origins = list(settings.origins).map(object);
  const ids = origins.map((origin) => text(origin.originId));
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined) refuse("InvalidArgument", `The origin ID ${twin} is used twice.`);
  for (const { originId, domainName, originPath, customOriginConfig } of origins) {
    const where = `of the origin ${text(originId)}`;
    if (customOriginConfig === undefined) {
      refuse("InvalidOrigin", `The customOriginConfig ${where} is missing.`);
    }
    if (!/^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+$/i.test(text(domainName))) {
      refuse(
        "InvalidArgument",
        `The parameter Origin DomainName ${text(domainName)} ${where} does not refer to a valid host name.`,
      );
    }
    const path = text(originPath);
    if (path !== "" && (!path.startsWith("/") || path.endsWith("/"))) {
      refuse(
        "InvalidArgument",
        `The originPath ${path} ${where} has to begin with a slash and not to end with one.`,
      );
    }
    checkTimeouts(object(customOriginConfig), where, refuse);
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html */
function checkTimeouts(config: Values, where: string, refuse: Refuse): void {
  for (const name of ["originReadTimeout", "originKeepaliveTimeout"]) {
    const seconds = config[name];
    if (typeof seconds !== "number" || (seconds >= 1 && seconds <= 120)) continue;
    refuse("InvalidArgument", `The ${name} ${where} is ${seconds}, and has to be from 1 to 120.`);
  }
}

const allowedSets = [
  ["GET", "HEAD"],
  ["GET", "HEAD", "OPTIONS"],
  ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachePolicies = new Set([
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "08627262-05a9-4f76-9ded-b50ca2e3a84f",
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
]);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const originRequestPolicies = new Set([
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "acba4595-bd28-49b8-b9fe-13317c0390fa",
  "59781a5b-3903-41f3-afcb-af62929ccde1",
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
]);

/** Those of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html that are served here. */
const responseHeadersPolicies = new Set([
  "60669652-455b-4ae9-85a4-c4c02393f86c",
  "67f7725c-6f97-4210-82d7-5512b31e9d03",
]);

function checkBehaviors(settings: Values, refuse: Refuse): void {
  const targets = [...list(settings.origins), ...list(settings.originGroups)];
  const ids = targets.map((target) => text(object(target).originId));
  const ordered = list(settings.orderedCacheBehaviors).map(object);
  for (const behavior of [object(settings.defaultCacheBehavior), ...ordered]) {
    const where = `of the behavior ${text(behavior.pathPattern) || "Default (*)"}`;
    if (!ids.includes(text(behavior.targetOriginId))) {
      const detail = `One or more of your origins or origin groups do not exist. (${text(behavior.targetOriginId)} ${where})`;
      refuse("NoSuchOrigin", detail, 404);
    }
    const allowed = texts(behavior.allowedMethods).sort().join();
    if (!allowedSets.some((set) => set.join() === allowed)) {
      refuse(
        "InvalidArgument",
        `The parameter Allowed Methods ${where} contains ${allowed}, which is not one of CloudFront's three sets.`,
      );
    }
    const grouped = groupMethodsProblem(settings, behavior);
    if (grouped !== undefined) refuse("InvalidArgument", grouped);
    const { cachePolicyId, originRequestPolicyId } = behavior;
    if (cachePolicyId === undefined) {
      refuse(
        "InvalidArgument",
        `Exactly one of the cache policy and ForwardedValues has to be given ${where}.`,
      );
    }
    checkPolicy(text(cachePolicyId), cachePolicies, "NoSuchCachePolicy", where, refuse);
    checkPolicy(
      text(originRequestPolicyId),
      originRequestPolicies,
      "NoSuchOriginRequestPolicy",
      where,
      refuse,
    );
    checkPolicy(
      text(behavior.responseHeadersPolicyId),
      responseHeadersPolicies,
      "NoSuchResponseHeadersPolicy",
      where,
      refuse,
    );
  }
}

function checkPolicy(
  id: string,
  known: ReadonlySet<string>,
  code: string,
  where: string,
  refuse: Refuse,
): void {
  if (id === "" || known.has(id)) return;
  refuse(
    code,
    `The policy ${id} ${where} does not exist: the AWS on this machine has AWS's managed policies alone.`,
    404,
  );
}
