// A domain whose resource gets another name in the program, without an alias. Its mapping keeps both of its names.
const aws = require("@pulumi/aws");

const domain = new aws.apigateway.DomainName(process.env.RENAMED ?? "gateway", {
  domainName: "api.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: { truststoreUri: "s3://pki/clients.pem", truststoreVersion: "3" },
});
const api = new aws.apigateway.RestApi("orders", { disableExecuteApiEndpoint: true });
new aws.apigateway.BasePathMapping("orders", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: "prod",
});
