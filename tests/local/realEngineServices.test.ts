import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiProject } from "../support/pulumi";
import { ask } from "./dataPlane/support/client";

/** A hand-written program with every family of resources that a gateway may have beside the walk-through's. */
const program = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");
const mutualTls = process.env.MUTUAL_TLS !== "off";
const template = (name) => "arn:aws:acm-pca:::template/" + name + "/V1";

// AWS Private CA: its own certificate, a client's by CSR, a server's by ACM with an ownership certificate.
const ca = new aws.acmpca.CertificateAuthority("ca", {
  type: "ROOT",
  permanentDeletionTimeInDays: 7,
  certificateAuthorityConfiguration: {
    keyAlgorithm: "EC_prime256v1", signingAlgorithm: "SHA256WITHECDSA", subject: { commonName: "PrivateRoot" },
  },
});
const caCertificate = new aws.acmpca.Certificate("ca", {
  certificateAuthorityArn: ca.arn,
  certificateSigningRequest: ca.certificateSigningRequest,
  signingAlgorithm: "SHA256WITHECDSA",
  templateArn: template("RootCACertificate"),
  validity: { type: "YEARS", value: "10" },
});
const active = new aws.acmpca.CertificateAuthorityCertificate("ca", {
  certificateAuthorityArn: ca.arn, certificate: caCertificate.certificate,
});
const key = new tls.PrivateKey("client", { algorithm: "RSA", rsaBits: 2048 });
const request = new tls.CertRequest("client", { privateKeyPem: key.privateKeyPem, subject: { commonName: "edge" } });
const client = new aws.acmpca.Certificate("client", {
  certificateAuthorityArn: active.certificateAuthorityArn,
  certificateSigningRequest: request.certRequestPem,
  signingAlgorithm: "SHA256WITHECDSA",
  templateArn: template("EndEntityClientAuthCertificate"),
  validity: { type: "DAYS", value: "365" },
});
const edgeCertificate = new aws.acm.Certificate("edge", {
  certificateBody: client.certificate,
  certificateChain: client.certificateChain,
  privateKey: key.privateKeyPem,
  region: "us-east-1",
});
const zone = aws.route53.getZoneOutput({ name: "example.com" });
const publicCertificate = (name, domainName, region) => {
  const certificate = new aws.acm.Certificate(name, { domainName, validationMethod: "DNS", region });
  const [option] = [certificate.domainValidationOptions[0]];
  const record = new aws.route53.Record(name, {
    zoneId: zone.zoneId, name: option.resourceRecordName, type: option.resourceRecordType,
    records: [option.resourceRecordValue], ttl: 60, allowOverwrite: true,
  });
  return new aws.acm.CertificateValidation(name, {
    certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], region,
  }).certificateArn;
};
const privateServer = new aws.acm.Certificate("private", {
  domainName: "private.example.com", certificateAuthorityArn: active.certificateAuthorityArn,
});
const bucket = new aws.s3.Bucket("truststore", { forceDestroy: true });
const versioning = new aws.s3.BucketVersioning("truststore", {
  bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" },
});
new aws.s3.BucketLifecycleConfiguration("truststore", {
  bucket: versioning.bucket,
  rules: [{ id: "old", status: "Enabled", filter: { prefix: "" },
    noncurrentVersionExpiration: { noncurrentDays: 30, newerNoncurrentVersions: 5 } }],
});
const object = new aws.s3.BucketObjectv2("truststore.pem", { bucket, content: active.certificate }, { dependsOn: [versioning] });
const mutualTlsAuthentication = {
  truststoreUri: pulumi.interpolate\`s3://\${bucket.bucket}/\${object.key}\`, truststoreVersion: object.versionId,
};
new aws.apigateway.DomainName("private", {
  domainName: "private.example.com",
  regionalCertificateArn: privateServer.arn,
  ownershipVerificationCertificateArn: publicCertificate("ownership", "private.example.com"),
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication,
});

// An HTTP API behind mutual TLS, with its access log and limits.
const group = new aws.cloudwatch.LogGroup("access", {});
const format = JSON.stringify({ requestId: "$context.requestId", subject: "$context.identity.clientCert.subjectDN", status: "$context.status" });
const api = new aws.apigatewayv2.Api("pets", { protocolType: "HTTP", disableExecuteApiEndpoint: true });
const integration = new aws.apigatewayv2.Integration("pets", {
  apiId: api.id, integrationType: "HTTP_PROXY", integrationMethod: "GET",
  integrationUri: "http://petstore-demo-endpoint.execute-api.com/petstore/pets",
  requestParameters: { "overwrite:header.x-client-subject": "$context.identity.clientCert.subjectDN" },
});
const route = new aws.apigatewayv2.Route("pets", {
  apiId: api.id, routeKey: "GET /pets", target: pulumi.interpolate\`integrations/\${integration.id}\`,
});
const stage = new aws.apigatewayv2.Stage("pets", {
  apiId: api.id, name: "prod", autoDeploy: true,
  accessLogSettings: { destinationArn: group.arn, format },
  defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 50 },
}, { dependsOn: [route] });
const domain = new aws.apigatewayv2.DomainName("api", {
  domainName: "api.example.com",
  domainNameConfiguration: {
    certificateArn: publicCertificate("api", "api.example.com"), endpointType: "REGIONAL", securityPolicy: "TLS_1_2",
  },
  mutualTlsAuthentication: mutualTls ? mutualTlsAuthentication : undefined,
});
new aws.apigatewayv2.ApiMapping("pets", { apiId: api.id, stage: stage.name, domainName: domain.domainName, apiMappingKey: "shop/v1" });
new aws.route53.Record("alias", {
  zoneId: zone.zoneId, name: "api.example.com", type: "A",
  aliases: [{
    name: domain.domainNameConfiguration.targetDomainName,
    zoneId: domain.domainNameConfiguration.hostedZoneId,
    evaluateTargetHealth: false,
  }],
});

// The account's logging role, and a REST API's stage with its log, limits and web ACL in a second Region.
const west = "us-west-2";
const role = new aws.iam.Role("logging", {
  assumeRolePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" }, Action: "sts:AssumeRole" }] },
});
const attachment = new aws.iam.RolePolicyAttachment("logging", {
  role, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
});
const account = new aws.apigateway.Account("west", { cloudwatchRoleArn: role.arn, region: west }, { dependsOn: [attachment] });
const westGroup = new aws.cloudwatch.LogGroup("west", { region: west });
const rest = new aws.apigateway.RestApi("west", {
  region: west, endpointConfiguration: { types: "REGIONAL" },
  body: JSON.stringify({ openapi: "3.0.1", info: { title: "west", version: "1" }, paths: { "/pets": { get: {
    "x-amazon-apigateway-integration": { type: "http_proxy", httpMethod: "GET", uri: "http://petstore-demo-endpoint.execute-api.com/petstore/pets" } } } } }),
});
const deployment = new aws.apigateway.Deployment("west", { restApi: rest.id, region: west });
const restStage = new aws.apigateway.Stage("west", {
  restApi: rest.id, deployment: deployment.id, stageName: "prod", region: west,
  accessLogSettings: { destinationArn: westGroup.arn, format },
}, { dependsOn: [account] });
new aws.apigateway.MethodSettings("west", {
  restApi: rest.id, stageName: restStage.stageName, methodPath: "*/*", region: west,
  settings: { throttlingRateLimit: 100, throttlingBurstLimit: 50 },
});
const visibilityConfig = { cloudwatchMetricsEnabled: false, metricName: "acl", sampledRequestsEnabled: false };
const acl = new aws.wafv2.WebAcl("west", { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig, region: west });
new aws.wafv2.WebAclAssociation("west", { resourceArn: restStage.arn, webAclArn: acl.arn, region: west });

// CloudFront with an alias, two Regions as one origin group, restrictions and a web ACL.
const globalAcl = new aws.wafv2.WebAcl("edge", { scope: "CLOUDFRONT", defaultAction: { allow: {} }, visibilityConfig, region: "us-east-1" });
const origin = (originId, domainName, customOriginConfig, originPath) => ({
  originId, domainName, originPath, customOriginConfig: {
    httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], ...customOriginConfig,
  },
});
const distribution = new aws.cloudfront.Distribution("edge", {
  enabled: true,
  aliases: ["www.example.com"],
  webAclId: globalAcl.arn,
  origins: [
    origin("east", "api.example.com", mutualTls ? { originMtlsConfig: { clientCertificateArn: edgeCertificate.arn } } : {}, "/shop/v1"),
    origin("west", restStage.invokeUrl.apply((url) => new URL(url).hostname), {}, "/prod"),
  ],
  originGroups: [{ originId: "both", failoverCriteria: { statusCodes: [500, 502, 503, 504] }, members: [{ originId: "east" }, { originId: "west" }] }],
  defaultCacheBehavior: {
    targetOriginId: "both", viewerProtocolPolicy: "https-only", allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["JP", "US"] } },
  viewerCertificate: { acmCertificateArn: publicCertificate("www", "www.example.com", "us-east-1"), sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
});
exports.group = group.arn;
exports.domain = domain.domainNameConfiguration.targetDomainName;
exports.ca = aws.acmpca.getCertificateAuthorityOutput({ arn: active.certificateAuthorityArn }).status;
exports.distribution = distribution.domainName;
`;

describe("the other services on this machine under the real Pulumi engine", function () {
  this.timeout(600_000);
  let state: string;
  let local: LocalAws;
  let project: PulumiProject;
  before(async () => {
    state = mkdtempSync(join(tmpdir(), "mtls-gateway-state-"));
    // As at AWS domains and distributions take their time, and the providers wait for them.
    local = await startLocalAws({ state, domainUpdateMs: 300, distributionDeployMs: 300 });
    project = await PulumiProject.create(
      { "index.js": program, "Pulumi.test.yaml": "config:\n  aws:region: us-east-2\n" },
      { env: local.env },
    );
  });
  after(async () => {
    project.dispose();
    await local.close();
    rmSync(state, { recursive: true, force: true });
  });

  const pulumi = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await project.pulumi(args, env);
    assert.equal(code, 0, stdout + stderr);
    return stdout.split("Resources:")[1]?.match(/\d+ (to )?\w+/g) ?? [stdout];
  };

  /** Asks the distribution by its alias, without a certificate. */
  const edge = () =>
    ask({
      port: local.edgePort,
      name: "www.example.com",
      ca: local.account.publicCa.certificatePem,
    });
  /** Events of the log group that the program calls so. */
  const logged = async (name: string) => {
    await local.dataPlane.settled();
    const groups = (await project.resources()).filter(({ type }) => type.endsWith(":LogGroup"));
    const group = groups.find(({ urn }) => urn.endsWith(`::${name}`));
    return local
      .logEvents(group?.outputs?.arn as string)
      .map(({ message }) => JSON.parse(message) as Record<string, string>);
  };

  it("preview, come up, serve, stay without drift, take mutual TLS off in place, and go away", async () => {
    assert.deepEqual(await pulumi(["preview"]), ["43 to create"]);
    assert.deepEqual(await pulumi(["up", "--yes", "--skip-preview"]), ["43 created"]);
    const { status, body } = await edge();
    assert.deepEqual([status, (JSON.parse(body) as unknown[]).length], [200, 3]);
    const [event, ...more] = await logged("access");
    assert.deepEqual([event?.subject, event?.status, more], ["CN=edge", "200", []]);
    assert.deepEqual(await logged("west"), []);
    assert.deepEqual(await pulumi(["up", "--yes", "--expect-no-changes"]), ["43 unchanged"]);
    assert.deepEqual(await pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]), [
      "43 unchanged",
    ]);
    const off = { MUTUAL_TLS: "off" };
    assert.deepEqual(await pulumi(["up", "--yes", "--skip-preview"], off), [
      "2 updated",
      "41 unchanged",
    ]);
    assert.deepEqual(await pulumi(["up", "--yes", "--skip-preview"]), [
      "2 updated",
      "41 unchanged",
    ]);
    const resources = await project.resources();
    const keyless = resources.filter(({ type }) => !type.startsWith("tls:"));
    assert.equal(JSON.stringify(keyless).includes("PRIVATE KEY"), false);
    assert.deepEqual(await pulumi(["destroy", "--yes", "--skip-preview"]), ["43 deleted"]);
    const { account } = local;
    assert.deepEqual(
      [account.domains(), account.restApis(), account.httpApis(), account.distributions()],
      [[], [], [], []],
    );
  });
});
