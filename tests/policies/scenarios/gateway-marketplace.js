// A marketplace of three mTLS domains by a component of its own: one imported certificate without a proof of ownership,
// one proof that another domain shows, a truststore from a foreign bucket, an old domain that leads to the same API.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const region = { region: "eu-west-1" };

class Shop extends pulumi.ComponentResource {
  constructor(name, { host, certificate, proof, truststore }) {
    super("market:index:Shop", name);
    const parent = { parent: this };
    const domain = new aws.apigateway.DomainName(
      name,
      {
        ...region,
        domainName: host,
        regionalCertificateArn: certificate.arn,
        ownershipVerificationCertificateArn: proof?.arn,
        endpointConfiguration: { types: "REGIONAL" },
        securityPolicy: "TLS_1_2",
        mutualTlsAuthentication: { truststoreUri: truststore, truststoreVersion: "7" },
      },
      parent,
    );
    this.api = new aws.apigateway.RestApi(
      name,
      { ...region, disableExecuteApiEndpoint: true },
      parent,
    );
    const deployment = new aws.apigateway.Deployment(
      name,
      { ...region, restApi: this.api.id },
      parent,
    );
    this.stage = new aws.apigateway.Stage(
      name,
      { ...region, restApi: this.api.id, deployment: deployment.id, stageName: "live" },
      parent,
    );
    new aws.apigateway.BasePathMapping(
      name,
      { ...region, domainName: domain.domainName, restApi: this.api.id, stageName: "live" },
      parent,
    );
    this.registerOutputs({});
  }
}

const imported = (name) =>
  new aws.acm.Certificate(name, {
    ...region,
    certificateBody: pulumi.secret("bought elsewhere"),
    privateKey: pulumi.secret("bought elsewhere"),
  });
const truststore = "s3://market-pki/shops.pem";
const books = new Shop("books", {
  host: "books.example.com",
  certificate: new aws.acm.Certificate("books", {
    ...region,
    domainName: "books.example.com",
    validationMethod: "DNS",
  }),
  truststore,
});
const shown = new aws.acm.Certificate("music", {
  ...region,
  domainName: "*.example.com",
  validationMethod: "DNS",
});
new Shop("music", { host: "music.example.com", certificate: shown, truststore });
new Shop("games", {
  host: "games.example.com",
  certificate: imported("games"),
  proof: shown,
  truststore,
});

const tickets = new aws.apigatewayv2.DomainName("tickets", {
  ...region,
  domainName: "tickets.example.com",
  domainNameConfiguration: {
    certificateArn: imported("tickets").arn,
    endpointType: "EDGE",
    securityPolicy: "TLS_1_0",
  },
  mutualTlsAuthentication: { truststoreUri: "s3://a-partner/ours.pem", truststoreVersion: "1" },
});
const ticketsApi = new aws.apigatewayv2.Api("tickets", {
  ...region,
  protocolType: "HTTP",
  target: "https://tickets.example.net",
  disableExecuteApiEndpoint: true,
});
new aws.apigatewayv2.ApiMapping("tickets", {
  ...region,
  domainName: tickets.id,
  apiId: ticketsApi.id,
  stage: "$default",
});

const old = new aws.apigateway.DomainName("old", {
  ...region,
  domainName: "shop.example.com",
  endpointConfiguration: { types: "REGIONAL" },
});
new aws.apigatewayv2.ApiMapping("old-books", {
  ...region,
  domainName: old.domainName,
  apiId: books.api.id,
  stage: books.stage.stageName,
});
