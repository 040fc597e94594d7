import type { Account } from "@mtls-gateway/local/dist/account/account";
import { domainName } from "@mtls-gateway/local/dist/aws/apigateway/domainName";
import { httpDomainName } from "@mtls-gateway/local/dist/aws/apigatewayv2/domainName";
import { distribution } from "@mtls-gateway/local/dist/aws/cloudfront/distribution";
import type { ResourceType } from "@mtls-gateway/local/dist/provider/resourceType";
import type { ShapeTable } from "@mtls-gateway/local/dist/provider/shape";
import shapes from "@mtls-gateway/local/dist/shapes/aws.json";
import assert from "node:assert/strict";

type Shape = ShapeTable[string]["inputs"][string];

/** Nested inputs that the data plane, or another rule of the account, goes by. */
const acted: Readonly<Record<string, readonly string[]>> = {
  distribution: [
    "*.allowedMethods[]",
    "*.cachePolicyId",
    "*.originRequestPolicyId",
    "*.pathPattern",
    "*.responseHeadersPolicyId",
    "*.targetOriginId",
    "*.viewerProtocolPolicy",
    "loggingConfig.bucket",
    "originGroups[].failoverCriteria.statusCodes[]",
    "originGroups[].members[].originId",
    "originGroups[].originId",
    "origins[].customHeaders[].name",
    "origins[].customHeaders[].value",
    "origins[].customOriginConfig.httpPort",
    "origins[].customOriginConfig.httpsPort",
    "origins[].customOriginConfig.originMtlsConfig.clientCertificateArn",
    "origins[].customOriginConfig.originProtocolPolicy",
    "origins[].customOriginConfig.originSslProtocols[]",
    "origins[].domainName",
    "origins[].originId",
    "origins[].originPath",
    "restrictions.geoRestriction.locations[]",
    "restrictions.geoRestriction.restrictionType",
    "viewerCertificate.acmCertificateArn",
    "viewerCertificate.cloudfrontDefaultCertificate",
    "viewerCertificate.minimumProtocolVersion",
    "viewerCertificate.sslSupportMethod",
  ],
  domainName: [
    "endpointConfiguration.types",
    "mutualTlsAuthentication.truststoreUri",
    "mutualTlsAuthentication.truststoreVersion",
  ],
  httpDomainName: [
    "domainNameConfiguration.certificateArn",
    "domainNameConfiguration.endpointType",
    "domainNameConfiguration.ownershipVerificationCertificateArn",
    "domainNameConfiguration.securityPolicy",
    "mutualTlsAuthentication.truststoreUri",
    "mutualTlsAuthentication.truststoreVersion",
  ],
};

/** Nested inputs that do nothing here, and why a caller sees no other answer for that. */
const harmless: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  distribution: {
    "*.cachedMethods[]": "nothing is cached",
    "*.compress": "CloudFront compresses what it may cache; an answer is the same without",
    "*.defaultTtl": "CloudFront does not go by it where there is a cache policy",
    "*.maxTtl": "CloudFront does not go by it where there is a cache policy",
    "*.minTtl": "CloudFront does not go by it where there is a cache policy",
    "loggingConfig.includeCookies": "log files are not delivered",
    "loggingConfig.prefix": "log files are not delivered",
    "origins[].connectionAttempts": "how often an origin is tried that cannot be reached",
    "origins[].connectionTimeout": "how long an origin is waited for that cannot be reached",
    "origins[].customOriginConfig.originKeepaliveTimeout": "how long an idle connection stays open",
    "origins[].customOriginConfig.originReadTimeout":
      "30 seconds for each origin; the number is checked",
    "origins[].originShield.originShieldRegion": "Origin Shield cannot be enabled",
  },
  domainName: {},
  httpDomainName: {
    "domainNameConfiguration.hostedZoneId": "AWS makes it",
    "domainNameConfiguration.targetDomainName": "AWS makes it",
  },
};

/** Paths of everything within a property that is no object or list itself. */
function leaves(shape: Shape, path: string): string[] {
  if (typeof shape === "string") return [path];
  if (Array.isArray(shape)) return leaves(shape[0], `${path}[]`);
  if ("*" in shape) return [path];
  return Object.entries(shape).flatMap(([name, one]) =>
    leaves(one, `${path}.${name.replace(/\?$/, "")}`),
  );
}

/** Paths within emulated properties that no rule of the type refuses. */
function accepted({ token, properties }: ResourceType): string[] {
  const { inputs = {} } = (shapes as unknown as ShapeTable)[token] ?? {};
  const refused = Object.keys({ ...properties.refused, ...properties.inert });
  const within = (path: string) =>
    refused.some((one) => path === one || path.startsWith(`${one}.`) || path === `${one}[]`);
  const found = properties.emulated.flatMap((name) =>
    leaves(inputs[name] ?? inputs[`${name}?`] ?? "", name).filter((path) => /[.]/.test(path)),
  );
  const behaviors = /^(defaultCacheBehavior|orderedCacheBehaviors\[\])\./;
  return [...new Set(found.filter((path) => !within(path)))]
    .map((path) => path.replace(behaviors, "*."))
    .filter((path, at, all) => all.indexOf(path) === at)
    .sort();
}

describe("nested inputs of domains and distributions", () => {
  const types = { distribution, domainName, httpDomainName };

  for (const [name, type] of Object.entries(types)) {
    it(`of ${name} are acted on, refused by name, or known to make no difference`, () => {
      const known = [...(acted[name] ?? []), ...Object.keys(harmless[name] ?? {})];
      assert.deepEqual(accepted(type(undefined as unknown as Account)), known.sort());
    });
  }
});
