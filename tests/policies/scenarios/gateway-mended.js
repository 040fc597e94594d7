// Mutual TLS asked for and nothing said beside it: the security policies and the APIs' own endpoints are left to chance.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const mutualTlsAuthentication = { truststoreUri: "s3://pki/clients.pem", truststoreVersion: "3" };
const certificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/0";
const deviceKey = new aws.acm.Certificate("devices", {
  domainName: "devices.example.com",
  validationMethod: "DNS",
});

const domain = new aws.apigateway.DomainName("orders", {
  domainName: "orders.example.com",
  regionalCertificateArn: certificateArn,
  endpointConfiguration: { types: "REGIONAL" },
  mutualTlsAuthentication,
});
const orders = new aws.apigateway.RestApi("orders", {});
new aws.apigateway.BasePathMapping("orders", {
  domainName: domain.domainName,
  restApi: orders.id,
  stageName: "prod",
});

const devices = new aws.apigatewayv2.DomainName("devices", {
  domainName: "devices.example.com",
  domainNameConfiguration: { certificateArn: deviceKey.arn, endpointType: "REGIONAL" },
  mutualTlsAuthentication,
});
const telemetry = new aws.apigatewayv2.Api("telemetry", { protocolType: "HTTP" });
new aws.apigatewayv2.ApiMapping("devices", {
  domainName: devices.id,
  apiId: telemetry.id,
  stage: "prod",
});

new pulumi.CustomResource("aws-native:apigatewayv2:DomainName", "cloud-control", {
  domainName: "cc.example.com",
  domainNameConfigurations: [{ certificateArn, endpointType: "REGIONAL" }],
  mutualTlsAuthentication,
});

// Behind no mTLS domain: its only address has to stay.
new aws.apigateway.RestApi("public", {});
