import assert from "node:assert/strict";
import { LocalAccount } from "../support/localAccount";
import { unknown, type Plain } from "../support/providerClient";

/** Inputs of which the engine knows nothing yet but which there are: what a preview of a new stack checks. */
const unknowns: [string, Plain][] = [
  [
    "aws:acm/certificate:Certificate",
    { domainName: "a.example.com", certificateAuthorityArn: unknown },
  ],
  [
    "aws:acmpca/certificate:Certificate",
    {
      certificateAuthorityArn: unknown,
      certificateSigningRequest: unknown,
      signingAlgorithm: "SHA256WITHRSA",
      templateArn: unknown,
      validity: { type: "DAYS", value: unknown },
    },
  ],
  [
    "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
    { certificateAuthorityArn: unknown, certificate: unknown, certificateChain: unknown },
  ],
  ["aws:apigateway/account:Account", { cloudwatchRoleArn: unknown }],
  [
    "aws:apigateway/methodSettings:MethodSettings",
    { restApi: unknown, stageName: unknown, methodPath: unknown, settings: unknown },
  ],
  [
    "aws:apigateway/stage:Stage",
    {
      restApi: unknown,
      deployment: unknown,
      stageName: "prod",
      accessLogSettings: { destinationArn: unknown, format: unknown },
    },
  ],
  [
    "aws:apigatewayv2/apiMapping:ApiMapping",
    { apiId: unknown, stage: unknown, domainName: unknown, apiMappingKey: unknown },
  ],
  [
    "aws:apigatewayv2/domainName:DomainName",
    { domainName: unknown, domainNameConfiguration: unknown, mutualTlsAuthentication: unknown },
  ],
  [
    "aws:apigatewayv2/integration:Integration",
    {
      apiId: unknown,
      integrationType: "HTTP_PROXY",
      integrationMethod: unknown,
      integrationUri: unknown,
      requestParameters: { "overwrite:header.x-a": unknown },
      responseParameters: unknown,
    },
  ],
  ["aws:apigatewayv2/route:Route", { apiId: unknown, routeKey: unknown, target: unknown }],
  [
    "aws:apigatewayv2/stage:Stage",
    { apiId: unknown, name: unknown, accessLogSettings: unknown, defaultRouteSettings: unknown },
  ],
  ["aws:iam/role:Role", { assumeRolePolicy: unknown }],
  ["aws:iam/rolePolicy:RolePolicy", { role: unknown, policy: unknown }],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: unknown, policyArn: unknown }],
  [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    { bucket: unknown, rules: [unknown, { id: "a", status: "Enabled" }] },
  ],
  [
    "aws:wafv2/webAcl:WebAcl",
    { scope: "REGIONAL", defaultAction: unknown, visibilityConfig: unknown },
  ],
  ["aws:wafv2/webAclAssociation:WebAclAssociation", { resourceArn: unknown, webAclArn: unknown }],
];

describe("inputs that are not known yet", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  for (const [token, inputs] of unknowns) {
    it(`let a preview of ${token} pass, and show what is given as it is`, async () => {
      const outputs = await account.aws.previewCreate(token, "planned", inputs);
      const shown = Object.keys(inputs).map((name) => [name, outputs[name]]);
      assert.deepEqual(Object.fromEntries(shown), inputs);
    });
  }

  it("make a policy document that is given as an object unknown as a whole", async () => {
    const outputs = await account.aws.previewCreate("aws:iam/role:Role", "planned", {
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: unknown }],
      },
    });
    assert.equal(outputs.assumeRolePolicy, unknown);
  });
});
