import assert from "node:assert/strict";
import { actor } from "../support/actors";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

const distributionType = "aws:cloudfront/distribution:Distribution";
const origin = (originId: string) => ({
  originId,
  domainName: `${originId}.example.net`,
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
  },
});
const behavior = (targetOriginId: string, allowedMethods = ["GET", "HEAD"]) => ({
  targetOriginId,
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods,
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
});
const group = (more: Plain = {}) => ({
  originId: "group",
  failoverCriteria: { statusCodes: [500, 503] },
  members: [{ originId: "east" }, { originId: "west" }],
  ...more,
});
const restricted = (geoRestriction: Plain) => ({ restrictions: { geoRestriction } });

describe("CloudFront's groups, restrictions, logs and web ACLs on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  before(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
  });
  after(() => account.dispose());

  const inputs = (more: Plain = {}): Plain => ({
    enabled: true,
    origins: [origin("east"), origin("west")],
    defaultCacheBehavior: behavior("east"),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...more,
  });
  const create = (more: Plain = {}) => account.aws.create(distributionType, "d", inputs(more));
  const refused = (more: Plain) => answer(create(more));

  it("takes an origin group of two origins, read-only, and shows it to the edge", async () => {
    const made = await create({ originGroups: [group()], defaultCacheBehavior: behavior("group") });
    const view = account.local.account.distributions().find(({ id }) => id === made.id);
    assert.deepEqual(view?.originGroups, [
      { id: "group", members: ["east", "west"], failoverCodes: [500, 503] },
    ]);
    assert.deepEqual((await account.aws.read(made))?.inputs, made.inputs);
  });

  it("refuses a group that CloudFront does not take", async () => {
    const groups = (more: Plain, target = behavior("group")) =>
      refused({ originGroups: [group(more)], defaultCacheBehavior: target });
    const all = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
    assert.equal(
      await groups({}, behavior("group", all)),
      "InvalidArgument: The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group.",
    );
    assert.equal(
      await groups({ members: [{ originId: "east" }] }),
      "InvalidArgument: The origin group group has to have two different members, and has east.",
    );
    assert.equal(
      await groups({ members: [{ originId: "east" }, { originId: "north" }] }),
      "InvalidArgument: The member north of the origin group group is no origin of the distribution.",
    );
    assert.match(
      await groups({ failoverCriteria: { statusCodes: [200] } }),
      /^InvalidArgument: The origin group group fails over on 200; CloudFront takes 400, 403, /,
    );
    assert.match(
      await groups({ originId: "east" }),
      /^InvalidArgument: The origin group ID east is used twice/,
    );
  });

  it("takes a geo restriction with countries, and refuses one that makes no sense", async () => {
    const made = await create(
      restricted({ restrictionType: "whitelist", locations: ["JP", "US"] }),
    );
    const view = account.local.account.distributions().find(({ id }) => id === made.id);
    assert.deepEqual(view?.geoRestriction, { kind: "whitelist", countries: ["JP", "US"] });
    const turned = inputs(restricted({ restrictionType: "whitelist", locations: ["US", "JP"] }));
    assert.deepEqual((await account.aws.diff(made, turned)).changes, {});
    assert.match(
      await refused(restricted({ restrictionType: "blacklist" })),
      /^InvalidGeoRestrictionParameter: The geo restriction blacklist needs at least one location/,
    );
    assert.match(
      await refused(restricted({ restrictionType: "none", locations: ["JP"] })),
      /^InvalidGeoRestrictionParameter: The geo restriction none takes no locations/,
    );
    assert.match(
      await refused(restricted({ restrictionType: "whitelist", locations: ["Japan"] })),
      /^InvalidGeoRestrictionParameter: The location Japan is no two-letter/,
    );
  });

  it("takes a log bucket that is there and takes ACLs", async () => {
    const logging = (bucket: string) => ({ loggingConfig: { bucket, prefix: "edge/" } });
    assert.match(
      await refused(logging("nobody.s3.amazonaws.com")),
      /^InvalidArgument: The parameter Logging Bucket nobody\.s3\.amazonaws\.com does not refer/,
    );
    const { outputs } = await acts.bucket("edge-logs");
    const host = outputs.bucketDomainName as string;
    assert.match(
      await refused(logging(host)),
      /^InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL access/,
    );
    const controls = (objectOwnership: string) => ({
      bucket: "edge-logs",
      rule: { objectOwnership },
    });
    const type = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
    const enforced = await account.aws.create(type, "edge-logs", controls("BucketOwnerEnforced"));
    assert.match(await refused(logging(host)), /does not enable ACL access: edge-logs/);
    await account.aws.update(enforced, controls("BucketOwnerPreferred"));
    assert.equal((await create(logging(host))).outputs.loggingV1Enabled, true);
  });

  it("takes a global web ACL that is there, which then cannot be deleted", async () => {
    const acl = (name: string, more: Plain) =>
      account.aws.create("aws:wafv2/webAcl:WebAcl", name, {
        defaultAction: { allow: {} },
        visibilityConfig: {
          cloudwatchMetricsEnabled: false,
          metricName: "acl",
          sampledRequestsEnabled: false,
        },
        ...more,
      });
    const regional = await acl("regional", { scope: "REGIONAL" });
    assert.match(await refused({ webAclId: regional.outputs.arn }), /^InvalidWebACLId: /);
    const global = await acl("global", { scope: "CLOUDFRONT", region: "us-east-1" });
    const made = await create({ webAclId: global.outputs.arn });
    assert.match(await answer(account.aws.delete(global)), /^WAFAssociatedItemException: /);
    await account.aws.delete(made);
    assert.equal(await answer(account.aws.delete(global)), "");
  });

  it("shows viewers a certificate of a CA that they trust, and no other", async () => {
    const owned = await actor("www.example.com", {
      ca: false,
      names: ["www.example.com"],
      extendedKeyUsage: ["serverAuth"],
    });
    const { id } = await account.aws.create("aws:acm/certificate:Certificate", "owned", {
      certificateBody: owned.pem,
      privateKey: owned.keyPem,
      region: "us-east-1",
    });
    const alias = (acmCertificateArn: string) =>
      refused({
        aliases: ["www.example.com"],
        viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" },
      });
    assert.match(
      await alias(id),
      /^InvalidViewerCertificate: To add an alternate domain name .* is of a CA that viewers do not trust\)$/,
    );
    assert.equal(await alias(await acts.certificate("www.example.com", "us-east-1")), "");
  });

  it("refuses a response headers policy that is not served here", async () => {
    const other = {
      ...behavior("east"),
      responseHeadersPolicyId: "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
    };
    assert.match(await refused({ defaultCacheBehavior: other }), /^NoSuchResponseHeadersPolicy: /);
    const known = {
      ...behavior("east"),
      responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    };
    assert.equal(await refused({ defaultCacheBehavior: known }), "");
  });
});
