import {
  OriginMtlsDistribution,
  type RefusedInputsError,
  type OriginMtlsDistributionArgs,
} from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";

const clientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

const make = (args: Partial<OriginMtlsDistributionArgs> = {}): OriginMtlsDistribution =>
  new OriginMtlsDistribution("edge", {
    originDomainName: "api.example.com",
    clientCertificateArn,
    ...args,
  });

describe("OriginMtlsDistribution", () => {
  it("asks the domain with its client certificate over TLS 1.2 alone, and caches nothing", async () => {
    const { resources, errors } = await runProgram(() => make());

    assert.deepEqual(errors, []);
    assert.deepEqual(resources, [
      {
        type: "mtls-gateway:index:OriginMtlsDistribution",
        name: "edge",
        parent: "",
        dependencies: [],
        inputs: {},
        secrets: [],
      },
      {
        type: "aws:cloudfront/distribution:Distribution",
        name: "edge-distribution",
        parent: "edge",
        dependencies: [],
        inputs: {
          enabled: true,
          comment: "",
          httpVersion: "http2and3",
          isIpv6Enabled: true,
          priceClass: "PriceClass_All",
          origins: [
            {
              originId: "mtls-domain",
              domainName: "api.example.com",
              originPath: "",
              customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "https-only",
                originSslProtocols: ["TLSv1.2"],
                originMtlsConfig: { clientCertificateArn },
              },
            },
          ],
          defaultCacheBehavior: {
            targetOriginId: "mtls-domain",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
            cachedMethods: ["GET", "HEAD"],
            compress: true,
            cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
          },
          restrictions: { geoRestriction: { restrictionType: "none" } },
          viewerCertificate: { cloudfrontDefaultCertificate: true },
        },
        secrets: [],
      },
    ]);
  });

  it("tells where it is, and registers its public fields", async () => {
    const { value, outputs } = await runProgram(() => make());

    assert.deepEqual(outputs, {
      edge: [
        "arn",
        "behaviorSettings",
        "distribution",
        "distributionId",
        "domainName",
        "originSettings",
        "url",
      ],
    });
    assert.equal(await knownValue(value.url), "https://d111111abcdef8.cloudfront.net");
  });

  const refused: [what: string, args: Partial<OriginMtlsDistributionArgs>, expected: string[]][] = [
    [
      "the execute-api host as origin",
      { originDomainName: "abc123.execute-api.us-east-2.amazonaws.com" },
      ["originDomainName CF004"],
    ],
    [
      "an origin without client certificate",
      { clientCertificateArn: "" },
      ["clientCertificateArn CF001"],
    ],
    [
      "what is no ARN of an ACM certificate",
      { clientCertificateArn: "12345678-1234-1234-1234-123456789012" },
      ["clientCertificateArn CC106"],
    ],
    [
      "a client certificate in another Region",
      { clientCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" },
      ["clientCertificateArn CC106"],
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`refuses ${what}`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        (error: RefusedInputsError) => {
          assert.deepEqual(
            error.refused.map(({ path, reason }) => `${path} ${reason.slice(0, 5)}`),
            expected,
          );
          return true;
        },
      ));
  }
});
