import type { Account } from "../account/account";
import { notEmulated } from "../provider/checkInputs";
import type { CheckFailure } from "../provider/resourceType";
import type { InstanceConfig, ProviderDefinition } from "../provider/standIn";
import type { ShapeTable } from "../provider/shape";
import { Unknown, type Value, type Values } from "../provider/values";
import shapes from "../shapes/aws.json";
import { accountId } from "../account/account";
import { certificate } from "./acm/certificate";
import type { CertificateIssuer } from "./acm/certificateIssuer";
import { certificateValidation } from "./acm/certificateValidation";
import { privateCertificate } from "./acmpca/certificate";
import { certificateAuthority } from "./acmpca/certificateAuthority";
import { certificateAuthorityCertificate } from "./acmpca/certificateAuthorityCertificate";
import { getCertificateAuthority } from "./acmpca/getCertificateAuthority";
import { privateCaPermission } from "./acmpca/permission";
import { gatewayAccount } from "./apigateway/account";
import { apiResource } from "./apigateway/apiResource";
import { basePathMapping } from "./apigateway/basePathMapping";
import { deployment } from "./apigateway/deployment";
import { domainName } from "./apigateway/domainName";
import { integration, integrationResponse, method, methodResponse } from "./apigateway/method";
import { methodSettings } from "./apigateway/methodSettings";
import { restApi } from "./apigateway/restApi";
import { stage } from "./apigateway/stage";
import { httpApi } from "./apigatewayv2/api";
import { apiMapping } from "./apigatewayv2/apiMapping";
import { httpApiDeployment } from "./apigatewayv2/deployment";
import { httpDomainName } from "./apigatewayv2/domainName";
import { httpIntegration } from "./apigatewayv2/integration";
import { route } from "./apigatewayv2/route";
import { httpApiStage } from "./apigatewayv2/stage";
import { distribution } from "./cloudfront/distribution";
import { logGroup } from "./cloudwatch/logGroup";
import { role } from "./iam/role";
import { rolePolicy } from "./iam/rolePolicy";
import { rolePolicyAttachment } from "./iam/rolePolicyAttachment";
import { getCallerIdentity, getPartition, getRegion } from "./identity/identity";
import { lambdaFunction } from "./lambda/function";
import { lambdaPermission } from "./lambda/permission";
import { getZone } from "./route53/getZone";
import { record } from "./route53/record";
import { zone } from "./route53/zone";
import { bucket } from "./s3/bucket";
import { bucketLifecycleConfiguration } from "./s3/bucketLifecycleConfiguration";
import { bucketObject, bucketObjectv2 } from "./s3/bucketObject";
import { bucketOwnershipControls } from "./s3/bucketOwnershipControls";
import { bucketPolicy } from "./s3/bucketPolicy";
import { bucketPublicAccessBlock } from "./s3/bucketPublicAccessBlock";
import { bucketServerSideEncryptionConfiguration } from "./s3/bucketServerSideEncryptionConfiguration";
import { bucketVersioning } from "./s3/bucketVersioning";
import { getObject } from "./s3/getObject";
import { list, textMap, texts } from "./text";
import { webAcl } from "./wafv2/webAcl";
import { webAclAssociation } from "./wafv2/webAclAssociation";

/** Settings that say how to reach AWS; there is nothing to reach here, and no credential is ever used. */
const withoutEffect = new Set([
  "accessKey",
  "maxRetries",
  "profile",
  "retryMode",
  "secretKey",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "token",
  "version",
]);

const withEffect = new Set(["region", "defaultTags", "allowedAccountIds", "forbiddenAccountIds"]);

/**
 * The stand-in for the Pulumi provider `aws`, on one local account.
 *
 * @param assetFolder where relative paths of a program's file assets begin
 */
export function awsProvider(
  account: Account,
  issuer: CertificateIssuer,
  assetFolder: string,
): ProviderDefinition {
  return {
    name: "aws",
    version: "7.48.0",
    shapes: shapes as unknown as ShapeTable,
    resources: [
      apiMapping(account),
      apiResource(account),
      basePathMapping(account),
      bucket(account),
      bucketLifecycleConfiguration(account),
      bucketObject(account, assetFolder),
      bucketObjectv2(account, assetFolder),
      bucketOwnershipControls(account),
      bucketPolicy(account),
      bucketPublicAccessBlock(account),
      bucketServerSideEncryptionConfiguration(account),
      bucketVersioning(account),
      certificate(account),
      certificateAuthority(account),
      certificateAuthorityCertificate(account),
      certificateValidation(account, issuer),
      deployment(account),
      distribution(account),
      domainName(account),
      gatewayAccount(account),
      httpApi(account),
      httpApiDeployment(account),
      httpApiStage(account),
      httpDomainName(account),
      httpIntegration(account),
      integration(account),
      integrationResponse(account),
      lambdaFunction(account, assetFolder),
      lambdaPermission(account),
      logGroup(account),
      method(account),
      methodResponse(account),
      methodSettings(account),
      privateCaPermission(account),
      privateCertificate(account),
      record(account),
      restApi(account),
      role(account),
      rolePolicy(account),
      rolePolicyAttachment(account),
      route(account),
      stage(account),
      webAcl(account),
      webAclAssociation(account),
      zone(account),
    ],
    functions: [
      getCallerIdentity,
      getCertificateAuthority(account),
      getObject(account),
      getPartition,
      getRegion,
      getZone(account),
    ],
    checkConfig,
    readConfig,
  };
}

function checkConfig(config: Values): CheckFailure[] {
  const failures = Object.keys(config)
    // The engine's own: how it finds the plugin.
    .filter((name) => !name.startsWith("__") && name !== "pluginDownloadURL")
    .filter((name) => !withEffect.has(name) && !withoutEffect.has(name))
    .map((property) => ({ property, reason: notEmulated(`aws:${property}`) }));
  const { region } = config;
  if (region instanceof Unknown) return failures;
  const { region: effective } = readConfig(config);
  if (effective === "") {
    const reason =
      "Missing region configuration: set aws:region in the stack's configuration, or AWS_REGION";
    failures.push({ property: "region", reason });
  } else if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(effective)) {
    failures.push({ property: "region", reason: `invalid AWS Region: ${effective}` });
  }
  const allowed = texts(parsed(config.allowedAccountIds));
  if (allowed.length > 0 && !allowed.includes(accountId)) {
    const reason = `AWS account ID not allowed: ${accountId} (the account on this machine)`;
    failures.push({ property: "allowedAccountIds", reason });
  }
  if (list(parsed(config.forbiddenAccountIds)).includes(accountId)) {
    const reason = `AWS account ID not allowed: ${accountId} (the account on this machine)`;
    failures.push({ property: "forbiddenAccountIds", reason });
  }
  return failures;
}

function readConfig(config: Values): InstanceConfig {
  const given = typeof config.region === "string" ? config.region : "";
  const fromEnvironment = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "";
  const tags = parsed(config.defaultTags);
  const defaultTags = tags !== null && typeof tags === "object" && "tags" in tags ? tags.tags : {};
  return { region: given === "" ? fromEnvironment : given, defaultTags: textMap(defaultTags) };
}

/** Structured configuration comes as JSON text. */
function parsed(value: Value | undefined): Value {
  if (typeof value !== "string") return value ?? null;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
