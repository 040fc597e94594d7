import type { Account } from "../../account/account";
import { arn, newCloudFrontName, newDistributionId, newUuid } from "../../account/identifiers";
import type { Distribution } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { cloudFrontZone } from "../route53/aliasTarget";
import { text } from "../text";
import { checkDistribution, cloudFrontError } from "./distributionRules";

const noFunctions = "there are no functions here";
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** What both kinds of cache behaviours refuse, under their path. */
function behaviorRules(path: string): Required<Pick<PropertyRules, "refused" | "inert" | "enums">> {
  return {
    refused: {
      [`${path}.fieldLevelEncryptionId`]: "there are no public keys here",
      [`${path}.functionAssociations[]`]: noFunctions,
      [`${path}.lambdaFunctionAssociations[]`]: noFunctions,
      [`${path}.realtimeLogConfigArn`]: "requests are logged by the command itself",
      [`${path}.trustedKeyGroups[]`]: "viewers are not asked for signed URLs here",
      [`${path}.trustedSigners[]`]: "viewers are not asked for signed URLs here",
    },
    inert: { [`${path}.smoothStreaming`]: [false], [`${path}.grpcConfig.enabled`]: [false] },
    enums: {
      [`${path}.viewerProtocolPolicy`]: ["allow-all", "https-only", "redirect-to-https"],
      [`${path}.allowedMethods[]`]: methods,
      [`${path}.cachedMethods[]`]: methods,
      [`${path}.forwardedValues.cookies.forward`]: ["all", "none", "whitelist"],
    },
  };
}

const byDefault = behaviorRules("defaultCacheBehavior");
const ordered = behaviorRules("orderedCacheBehaviors[]");
const vpc = "there are no VPCs here";

const properties: PropertyRules = {
  emulated: [
    "aliases",
    "comment",
    "defaultCacheBehavior",
    "enabled",
    "httpVersion",
    "isIpv6Enabled",
    "loggingConfig",
    "orderedCacheBehaviors",
    "originGroups",
    "origins",
    "priceClass",
    "restrictions",
    "retainOnDelete",
    "tags",
    "viewerCertificate",
    "waitForDeployment",
    "webAclId",
  ],
  refused: {
    ...byDefault.refused,
    ...ordered.refused,
    "origins[].vpcOriginConfig": vpc,
    "origins[].s3OriginConfig": "origins are HTTPS servers here, not buckets",
    "origins[].originAccessControlId": "origins are HTTPS servers here, not buckets",
    "viewerCertificate.iamCertificateId": "certificates come from ACM",
    customErrorResponses: "answers pass as the origin gives them",
    defaultRootObject: "paths pass as the viewer asks for them",
    viewerMtlsConfig: "viewers are not asked for certificates here",
    connectionFunctionAssociation: noFunctions,
  },
  inert: {
    ...byDefault.inert,
    ...ordered.inert,
    staging: [false],
    "origins[].customOriginConfig.ipAddressType": ["ipv4"],
    "origins[].originShield.enabled": [false],
  },
  replaces: ["staging"],
  defaults: {
    httpVersion: "http2",
    priceClass: "PriceClass_All",
    retainOnDelete: false,
    staging: false,
    waitForDeployment: true,
  },
  computed: ["continuousDeploymentPolicyId"],
  enums: {
    ...byDefault.enums,
    ...ordered.enums,
    httpVersion: ["http1.1", "http2", "http3", "http2and3"],
    priceClass: ["PriceClass_100", "PriceClass_200", "PriceClass_All", "None"],
    "origins[].customOriginConfig.originProtocolPolicy": [
      "http-only",
      "https-only",
      "match-viewer",
    ],
    "origins[].customOriginConfig.originSslProtocols[]": ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"],
    "restrictions.geoRestriction.restrictionType": ["blacklist", "none", "whitelist"],
    "viewerCertificate.sslSupportMethod": ["sni-only", "vip", "static-ip"],
  },
  ranges: {
    "origins[].connectionAttempts": [1, 3],
    "origins[].connectionTimeout": [1, 10],
  },
  sets: [
    "aliases",
    "originGroups",
    "originGroups[].failoverCriteria.statusCodes",
    "origins",
    "restrictions.geoRestriction.locations",
    "origins[].customHeaders",
    "origins[].customOriginConfig.originSslProtocols",
    "defaultCacheBehavior.allowedMethods",
    "defaultCacheBehavior.cachedMethods",
    "orderedCacheBehaviors[].allowedMethods",
    "orderedCacheBehaviors[].cachedMethods",
  ],
  writeOnly: ["retainOnDelete", "waitForDeployment"],
};

/** `aws.cloudfront.Distribution` with custom origins and origin mTLS. It is deployed as soon as it is made. */
export function distribution(account: Account): ResourceType {
  return {
    token: "aws:cloudfront/distribution:Distribution",
    properties,
    changedOutputs: () => ["etag", "lastModifiedTime"],
    create(inputs) {
      return doing("creating CloudFront Distribution", () =>
        account.change((draft) => {
          const made: Distribution = {
            id: newDistributionId(),
            domainName: newCloudFrontName(),
            callerReference: newUuid(),
            lastModified: account.now().toISOString(),
            etag: newDistributionId(),
            settings: inputs,
          };
          checkDistribution(account, draft, made, "CreateDistribution");
          draft.distributions[made.id] = made;
          return { id: made.id, outputs: describe(made) };
        }),
      );
    },
    read(id) {
      const found = account.state.distributions[id];
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs) {
      return doing(`updating CloudFront Distribution (${id})`, () =>
        account.change((draft) => {
          const found = draft.distributions[id];
          if (found === undefined) {
            const detail = "The specified distribution does not exist.";
            throw cloudFrontError("UpdateDistribution", 404, "NoSuchDistribution", detail);
          }
          found.settings = inputs;
          found.lastModified = account.now().toISOString();
          found.etag = newDistributionId();
          checkDistribution(account, draft, found, "UpdateDistribution");
          return describe(found);
        }),
      );
    },
    delete(id, outputs) {
      if (account.state.distributions[id] === undefined) return;
      account.change((draft) => {
        const found = draft.distributions[id];
        // The provider disables a distribution before it deletes it, and then leaves it when it is told to.
        if (found !== undefined && outputs.retainOnDelete === true) found.settings.enabled = false;
        else Reflect.deleteProperty(draft.distributions, id);
      });
    },
  };
}

function describe(found: Distribution): Values {
  return {
    ...found.settings,
    arn: arn("cloudfront", "", `distribution/${found.id}`),
    callerReference: found.callerReference,
    domainName: found.domainName,
    etag: found.etag,
    hostedZoneId: cloudFrontZone,
    inProgressValidationBatches: 0,
    lastModifiedTime: found.lastModified,
    loggingV1Enabled: found.settings.loggingConfig !== undefined,
    status: "Deployed",
    trustedKeyGroups: [{ enabled: false, items: [] }],
    trustedSigners: [{ enabled: false, items: [] }],
    continuousDeploymentPolicyId: text(found.settings.continuousDeploymentPolicyId),
  };
}
