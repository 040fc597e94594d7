// A platform team's TypeScript: a component of its own around the domain, the API from its OpenAPI file.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

interface PartnerDomainArgs {
  host: string;
  truststore: aws.s3.BucketObjectv2;
  api: pulumi.Input<string>;
}

class PartnerDomain extends pulumi.ComponentResource {
  readonly domain: aws.apigatewayv2.DomainName;

  constructor(name: string, args: PartnerDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("platform:api:PartnerDomain", name, {}, opts);
    const parent = { parent: this };
    this.domain = new aws.apigatewayv2.DomainName(
      name,
      {
        domainName: args.host,
        domainNameConfiguration: {
          certificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
          endpointType: "EDGE",
          securityPolicy: "TLS_1_0",
        },
        mutualTlsAuthentication: {
          truststoreUri: pulumi.interpolate`s3://${args.truststore.bucket}/${args.truststore.key}`,
        },
      },
      parent,
    );
    new aws.apigatewayv2.ApiMapping(
      name,
      { domainName: this.domain.id, apiId: args.api, stage: "$default" },
      parent,
    );
    this.registerOutputs({ domain: this.domain });
  }
}

const truststore = new aws.s3.BucketObjectv2("partners", {
  bucket: "platform-truststores",
  key: "partners.pem",
  source: new pulumi.asset.FileAsset("certificates/partners.pem"),
});
const api = new aws.apigatewayv2.Api("orders", {
  protocolType: "HTTP",
  disableExecuteApiEndpoint: true,
});

export const host = new PartnerDomain("partners", {
  host: "partners.example.com",
  truststore,
  api: api.id,
}).domain.domainName;
