import type { Account } from "../../account/account";
import { arn, newCloudFrontName, newDistributionId, newUuid } from "../../account/identifiers";
import type { Distribution } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { PropertyRules, ResourceType } from "../../provider/resourceType";
import { sameValue, type Values } from "../../provider/values";
import { cloudFrontZone } from "../route53/aliasTarget";
import { text } from "../text";
import {
  beginDeployment,
  disableAndDelete,
  distributionIn,
  distributionStatus,
  untilDeployed,
} from "./distributionLife";
import { checkDistribution } from "./distributionRules";
import { unserved } from "./unserved";

const noFunctions = "there are no functions here";
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** What both kinds of cache behaviours refuse, under their path. */
function behaviorRules(path: string): Required<Pick<PropertyRules, "refused" | "inert" | "enums">> {
  return {
    refused: {
      [`${path}.fieldLevelEncryptionId`]: "there are no public keys here",
      [`${path}.forwardedValues`]:
        "what it says of headers, cookies and queries is not acted on; give cachePolicyId and originRequestPolicyId",
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
    "origins[].responseCompletionTimeout": [0],
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
    "viewerCertificate.minimumProtocolVersion": [
      "SSLv3",
      "TLSv1",
      "TLSv1_2016",
      "TLSv1.1_2016",
      "TLSv1.2_2018",
      "TLSv1.2_2019",
      "TLSv1.2_2021",
      "TLSv1.2_2025",
      "TLSv1.3_2025",
    ],
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

/**
 * `aws.cloudfront.Distribution` with custom origins and origin mTLS. What it says is served at once, also while the
 * distribution is InProgress.
 */
export function distribution(account: Account): ResourceType {
  const wait = async (id: string, { waitForDeployment }: Values, signal: AbortSignal) => {
    if (waitForDeployment !== false) await untilDeployed(account, id, signal);
  };
  const seen = (id: string) =>
    describe(account, distributionIn(account.state, id, "GetDistribution"));
  return {
    token: "aws:cloudfront/distribution:Distribution",
    properties,
    check: unserved,
    changedOutputs: () => ["etag", "lastModifiedTime"],
    async create(inputs, { signal }) {
      const { id } = doing("creating CloudFront Distribution", () =>
        account.change((draft) => {
          const created: Distribution = {
            id: newDistributionId(),
            domainName: newCloudFrontName(),
            callerReference: newUuid(),
            lastModified: "",
            etag: "",
            settings: inputs,
          };
          beginDeployment(account, created);
          checkDistribution(account, draft, created, "CreateDistribution");
          return (draft.distributions[created.id] = created);
        }),
      );
      await wait(id, inputs, signal);
      return { id, outputs: seen(id) };
    },
    read(id) {
      const found = account.state.distributions[id];
      return found === undefined ? undefined : describe(account, found);
    },
    async update(id, inputs, _, { signal }) {
      const isUpdated = doing(`updating CloudFront Distribution (${id})`, () =>
        account.change((draft) => {
          const found = distributionIn(draft, id, "UpdateDistribution");
          const isTagged = sameValue(deployed(found.settings), deployed(inputs));
          found.settings = inputs;
          if (isTagged) return false;
          beginDeployment(account, found);
          checkDistribution(account, draft, found, "UpdateDistribution");
          return true;
        }),
      );
      if (isUpdated) await wait(id, inputs, signal);
      return seen(id);
    },
    delete(id, outputs, { signal }) {
      if (account.state.distributions[id] === undefined) return;
      return doing(`deleting CloudFront Distribution (${id})`, () =>
        disableAndDelete(account, id, outputs.retainOnDelete === true, signal),
      );
    },
  };
}

/** The part of the settings that CloudFront deploys: tags are put by another call, and the rest is the provider's own. */
function deployed(settings: Values): Values {
  const others = ["retainOnDelete", "tags", "waitForDeployment"];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !others.includes(name)));
}

function describe({ now }: Account, found: Distribution): Values {
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
    status: distributionStatus(found, now()),
    trustedKeyGroups: [{ enabled: false, items: [] }],
    trustedSigners: [{ enabled: false, items: [] }],
    continuousDeploymentPolicyId: text(found.settings.continuousDeploymentPolicyId),
  };
}
