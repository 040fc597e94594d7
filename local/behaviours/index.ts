import { accountBehaviours } from "./accountBehaviours";
import { acmBehaviours } from "./acmBehaviours";
import { apiBehaviours } from "./apiBehaviours";
import type { Behaviour } from "./behaviour";
import { cloudFrontBehaviours } from "./cloudFrontBehaviours";
import { domainBehaviours } from "./domainBehaviours";
import { gatewayBehaviours } from "./gatewayBehaviours";
import { lambdaBehaviours } from "./lambdaBehaviours";
import { logsBehaviours } from "./logsBehaviours";
import { route53Behaviours } from "./route53Behaviours";
import { s3Behaviours } from "./s3Behaviours";

/** Every behaviour that a test proves, by heading, in the order of docs/local-aws.md. */
export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  "The account": accountBehaviours,
  S3: s3Behaviours,
  "ACM and Private CA": acmBehaviours,
  "Route 53": route53Behaviours,
  "API Gateway: custom domains": domainBehaviours,
  "API Gateway: APIs and stages": apiBehaviours,
  "API Gateway: who gets in": gatewayBehaviours,
  Lambda: lambdaBehaviours,
  "CloudWatch Logs and IAM": logsBehaviours,
  CloudFront: cloudFrontBehaviours,
};
