import { unknown, type Fixture, type FixtureProgram } from "./fixtureProgram";
import { goodTruststore } from "./goodTruststore";

/** Denies requests over plain HTTP, to the bucket of {@link compliantProgram} and all objects in it. */
export const httpsOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::truststore-1234567", "arn:aws:s3:::truststore-1234567/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
});

/** The client certificate of {@link compliantProgram}'s distribution: imported by another program. */
export const edgeCertificateArn =
  "arn:aws:acm:us-east-1:123456789012:certificate/0b5d1f4e-5a0c-4ad2-8f52-3c7e5c1f0001";

/**
 * A preview of a program that breaks no rule: REST and HTTP API behind mTLS domains, CloudFront in front.
 *
 * @param truststorePem what the truststore holds; "" for one that keeps every rule
 */
export function compliantProgram(truststorePem: string): FixtureProgram {
  return {
    ...compliantBucket(),
    truststore: {
      type: "aws:s3/bucketObjectv2:BucketObjectv2",
      inputs: {
        bucket: "truststore-1234567",
        key: "truststore.pem",
        content: truststorePem === "" ? goodTruststore : truststorePem,
      },
      outputs: { versionId: unknown },
      from: { bucket: ["bucket"] },
      dependsOn: ["versioning"],
    },
    certificate: {
      type: "aws:acm/certificate:Certificate",
      inputs: { domainName: "*.example.com", validationMethod: "DNS" },
      outputs: { arn: unknown },
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
      from: { mutualTlsAuthentication: ["truststore"], regionalCertificateArn: ["certificate"] },
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
      from: { mutualTlsAuthentication: ["truststore"], domainNameConfiguration: ["certificate"] },
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
        origins: [origin("api.example.com", { clientCertificateArn: edgeCertificateArn })],
      },
      outputs: { domainName: unknown },
      from: { origins: ["domain"] },
    },
  };
}

/** The truststore's bucket: private, versioned, HTTPS alone. */
function compliantBucket(): FixtureProgram {
  const bucket = "truststore-1234567";
  const from = { bucket: ["bucket"] };
  return {
    bucket: { type: "aws:s3/bucket:Bucket", inputs: { bucket }, outputs: { arn: unknown } },
    versioning: {
      type: "aws:s3/bucketVersioning:BucketVersioning",
      inputs: { bucket, versioningConfiguration: { status: "Enabled" } },
      from,
    },
    publicAccess: {
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      inputs: {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      from,
    },
    bucketPolicy: {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      inputs: { bucket, policy: httpsOnly },
      from,
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
