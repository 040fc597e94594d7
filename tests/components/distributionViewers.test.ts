import {
  OriginMtlsDistribution,
  type RefusedInputsError,
  type OriginMtlsDistributionArgs,
} from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram, type Ran } from "./support/mockProgram";

const clientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const viewerCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/viewer";

const run = (args: Partial<OriginMtlsDistributionArgs>): Promise<Ran<OriginMtlsDistribution>> =>
  runProgram(
    () =>
      new OriginMtlsDistribution("edge", {
        originDomainName: "api.example.com",
        clientCertificateArn,
        ...args,
      }),
  );

const inputsOf = ({ resources }: Ran<unknown>, name = "edge-distribution") =>
  resources.find((each) => each.name === name)?.inputs ?? {};

describe("the viewers of an OriginMtlsDistribution", () => {
  it("come by an alias with a certificate that is given, and nobody's zone is touched", async () => {
    const ran = await run({ aliases: ["www.example.com"], viewerCertificateArn });

    assert.deepEqual(ran.errors, []);
    assert.deepEqual(
      ran.resources.map(({ name }) => name),
      ["edge", "edge-distribution"],
    );
    const { aliases, viewerCertificate } = inputsOf(ran);
    assert.deepEqual(aliases, ["www.example.com"]);
    assert.deepEqual(viewerCertificate, {
      acmCertificateArn: viewerCertificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    assert.equal(await knownValue(ran.value.url), "https://www.example.com");
  });

  it("get a certificate made in us-east-1 for all aliases, and records for each, when the zone is known", async () => {
    const ran = await run({
      aliases: ["www.example.com", "shop.example.com"],
      zoneName: "example.com",
      minimumProtocolVersion: "TLSv1.3_2025",
    });

    assert.deepEqual(ran.errors, []);
    assert.deepEqual(
      ran.resources.map(({ name }) => name),
      [
        "edge",
        "edge-distribution",
        "edge-record-shop.example.com-a",
        "edge-record-shop.example.com-aaaa",
        "edge-record-www.example.com-a",
        "edge-record-www.example.com-aaaa",
        "edge-viewer-certificate",
        "edge-viewer-validation",
        "edge-viewer-validation-record",
        "edge-viewer-validation-record-shop.example.com",
      ],
    );
    assert.deepEqual(inputsOf(ran, "edge-viewer-certificate"), {
      domainName: "www.example.com",
      subjectAlternativeNames: ["shop.example.com"],
      validationMethod: "DNS",
      region: "us-east-1",
    });
    assert.equal(inputsOf(ran, "edge-viewer-validation").region, "us-east-1");
    assert.deepEqual(inputsOf(ran, "edge-record-shop.example.com-aaaa"), {
      zoneId: "Z1",
      name: "shop.example.com",
      type: "AAAA",
      aliases: [
        {
          name: "d111111abcdef8.cloudfront.net",
          zoneId: "Z2FDTNDATAQYW2",
          evaluateTargetHealth: false,
        },
      ],
    });
  });

  it("come by any name under a wildcard, which is no URL", async () => {
    const ran = await run({ aliases: ["*.example.com"], viewerCertificateArn });

    assert.deepEqual(ran.errors, []);
    assert.deepEqual(inputsOf(ran).aliases, ["*.example.com"]);
    assert.equal(await knownValue(ran.value.url), "https://d111111abcdef8.cloudfront.net");
  });

  it("pass a web ACL, are logged without cookies, and come from the countries that are let in", async () => {
    const webAclArn =
      "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/11111111-2222-3333-4444-555555555555";
    const ran = await run({
      webAclArn,
      logBucketDomainName: "logs.s3.amazonaws.com",
      logPrefix: "edge/",
      geoRestriction: "whitelist",
      geoLocations: ["JP", "DE"],
    });

    assert.deepEqual(ran.errors, []);
    const { webAclId, loggingConfig, restrictions } = inputsOf(ran);
    assert.equal(webAclId, webAclArn);
    assert.deepEqual(loggingConfig, {
      bucket: "logs.s3.amazonaws.com",
      prefix: "edge/",
      includeCookies: false,
    });
    assert.deepEqual(restrictions, {
      geoRestriction: { restrictionType: "whitelist", locations: ["JP", "DE"] },
    });
  });

  const refused: [what: string, args: Partial<OriginMtlsDistributionArgs>, lines: string[]][] = [
    [
      "an alias without certificate and zone",
      { aliases: ["www.example.com"] },
      [
        "viewerCertificateArn: missing. CloudFront shows no alias without a certificate for it: give one of us-east-1, or zoneName or zoneId to make one.",
      ],
    ],
    [
      "a certificate of another Region",
      {
        aliases: ["www.example.com"],
        viewerCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/1",
      },
      [
        'viewerCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/1" is no ARN of an ACM certificate in us-east-1, where CloudFront reads viewer certificates: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID.',
      ],
    ],
    [
      "a certificate without alias",
      { viewerCertificateArn },
      [
        "viewerCertificateArn: given without aliases, so it would be of no effect. Give aliases too, or leave it out.",
      ],
    ],
    [
      "a zone for no alias",
      { zoneName: "example.com" },
      [
        "zoneName: given without aliases, so it would be of no effect. Give aliases too, or leave it out.",
      ],
    ],
    [
      "an alias that is not in the zone",
      { aliases: ["www.example.com", "www.example.net"], zoneName: "example.com" },
      [
        "zoneName: www.example.net is no name in the zone example.com, so its records cannot stand there. Give the zone of www.example.net.",
      ],
    ],
    [
      "a URL as alias",
      { aliases: ["https://www.example.com"], viewerCertificateArn },
      [
        'aliases[0]: "https://www.example.com" is no host name. Give the name alone, such as api.example.com: no scheme, port or path.',
      ],
    ],
    [
      "a prefix for logs that go nowhere",
      { logPrefix: "edge/" },
      [
        "logPrefix: given without logBucketDomainName, so it would be of no effect. Give logBucketDomainName too, or leave it out.",
      ],
    ],
    [
      "countries without a word on what they mean",
      { geoLocations: ["JP"] },
      [
        "geoRestriction: missing, and geoLocations given. Give geoRestriction, geoLocations together or none of them.",
      ],
    ],
    [
      "an empty list of countries",
      { geoRestriction: "blacklist", geoLocations: [] },
      ["geoLocations: empty. Give one country or more, or leave it out."],
    ],
    [
      "what is no country",
      { geoRestriction: "blacklist", geoLocations: ["JP", "Japan"] },
      [
        'geoLocations[1]: "Japan" is no country code. Give the two letters of ISO 3166, such as JP.',
      ],
    ],
  ];
  for (const [what, args, lines] of refused) {
    it(`are not given ${what}`, () =>
      assert.rejects(run(args), (error: RefusedInputsError) => {
        assert.deepEqual(
          error.refused.map(({ path, reason }) => `${path}: ${reason}`),
          lines,
        );
        return true;
      }));
  }
});
