import { unknown, type Fixture, type FixtureProgram } from "./fixtureProgram";

/** A preview of a program that breaks no rule: REST and HTTP API behind mTLS domains, CloudFront in front. */
export function compliantProgram(truststorePem: string): FixtureProgram {
  return {
    bucket: {
      type: "aws:s3/bucket:Bucket",
      inputs: { bucket: "truststore-1234567" },
      outputs: { arn: unknown },
    },
    truststore: {
      type: "aws:s3/bucketObjectv2:BucketObjectv2",
      inputs: { bucket: "truststore-1234567", key: "truststore.pem", content: truststorePem },
      outputs: { versionId: unknown },
      from: { bucket: ["bucket"] },
    },
    domain: {
      type: "aws:apigateway/domainName:DomainName",
      inputs: {
        domainName: "api.example.com",
        regionalCertificateArn: unknown,
        endpointConfiguration: { types: "REGIONAL" },
        securityPolicy: "TLS_1_2",
        mutualTlsAuthentication: { truststoreUri: unknown, truststoreVersion: unknown },
      },
      outputs: { regionalDomainName: unknown },
      from: { mutualTlsAuthentication: ["truststore"] },
    },
    api: {
      type: "aws:apigateway/restApi:RestApi",
      inputs: {
        disableExecuteApiEndpoint: true,
        endpointConfiguration: { types: "REGIONAL" },
        body: "{}",
      },
      outputs: { rootResourceId: unknown },
    },
    mapping: {
      type: "aws:apigateway/basePathMapping:BasePathMapping",
      inputs: { domainName: "api.example.com", restApi: unknown, stageName: "prod" },
      from: { domainName: ["domain"], restApi: ["api"] },
    },
    httpDomain: {
      type: "aws:apigatewayv2/domainName:DomainName",
      inputs: {
        domainName: "http.example.com",
        domainNameConfiguration: {
          certificateArn: unknown,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
        mutualTlsAuthentication: { truststoreUri: unknown, truststoreVersion: unknown },
      },
      outputs: { arn: unknown },
      from: { mutualTlsAuthentication: ["truststore"] },
    },
    httpApi: {
      type: "aws:apigatewayv2/api:Api",
      inputs: { protocolType: "HTTP", disableExecuteApiEndpoint: true },
      outputs: { apiEndpoint: unknown },
    },
    httpMapping: {
      type: "aws:apigatewayv2/apiMapping:ApiMapping",
      inputs: { domainName: unknown, apiId: unknown, stage: "$default" },
      from: { domainName: ["httpDomain"], apiId: ["httpApi"] },
    },
    distribution: {
      type: "aws:cloudfront/distribution:Distribution",
      inputs: {
        enabled: true,
        origins: [origin("api.example.com", { clientCertificateArn: unknown })],
      },
      outputs: { domainName: unknown },
      from: { origins: ["domain"] },
    },
  };
}

/** One custom origin of a distribution. */
export function origin(
  domainName: string,
  originMtlsConfig?: Record<string, unknown> | string,
  originId = "api",
): Record<string, unknown> {
  return {
    originId,
    domainName,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      ...(originMtlsConfig === undefined ? {} : { originMtlsConfig }),
    },
  };
}

/** A copy of one resource of a program with some inputs changed; an input set to undefined is left out. */
export function changed(
  program: FixtureProgram,
  name: string,
  inputs: Record<string, unknown>,
  rest: Partial<Fixture> = {},
): FixtureProgram {
  const fixture = program[name];
  if (fixture === undefined) throw new Error(`the fixture has no resource ${name}`);
  const merged = { ...fixture.inputs, ...inputs };
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  );
  return { ...program, [name]: { ...fixture, ...rest, inputs: kept } };
}
