import {
  OriginMtlsDistribution,
  type RefusedInputsError,
  type OriginMtlsDistributionArgs,
} from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { knownValue, runProgram, unknown } from "./support/mockProgram";

const arn = (id: number): string => `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;

const west = { originId: "west", domainName: "api-west.example.com" };

const make = (args: Partial<OriginMtlsDistributionArgs> = {}): OriginMtlsDistribution =>
  new OriginMtlsDistribution("edge", {
    originDomainName: "api.example.com",
    clientCertificateArn: arn(1),
    ...args,
  });

async function inputsOf(
  args: Partial<OriginMtlsDistributionArgs>,
): Promise<Record<string, unknown>> {
  const { resources, errors } = await runProgram(() => make(args));
  assert.deepEqual(errors, []);
  return resources.find(({ name }) => name === "edge-distribution")?.inputs ?? {};
}

const everyMethod = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allButHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

describe("the origins of an OriginMtlsDistribution", () => {
  it("each show a client certificate, the first one's unless they have their own", async () => {
    const { origins } = await inputsOf({
      additionalOrigins: [
        { ...west, originPath: "/v1" },
        { originId: "east", domainName: "api-east.example.com", clientCertificateArn: undefined },
        { originId: "orders", domainName: "orders.example.com", clientCertificateArn: arn(2) },
      ],
    });

    const origin = (originId: string, domainName: string, originPath: string, id: number) => ({
      originId,
      domainName,
      originPath,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originMtlsConfig: { clientCertificateArn: arn(id) },
      },
    });
    assert.deepEqual(origins, [
      origin("mtls-domain", "api.example.com", "", 1),
      origin("west", "api-west.example.com", "/v1", 1),
      origin("east", "api-east.example.com", "", 1),
      origin("orders", "orders.example.com", "", 2),
    ]);
  });

  it("are shown by a preview but for what is not known before `up`", async () => {
    const { resources } = await runProgram(
      () =>
        make({
          clientCertificateArn: new aws.acm.Certificate("client", { privateKey: "key" }).arn,
          originPath: "/v1",
        }),
      { preview: true },
    );

    assert.deepEqual(resources.find(({ name }) => name === "edge-distribution")?.inputs.origins, [
      {
        originId: "mtls-domain",
        domainName: "api.example.com",
        originPath: "/v1",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
          originMtlsConfig: { clientCertificateArn: unknown },
        },
      },
    ]);
  });

  it("stand in for each other when asked to: reading methods alone, for CloudFront fails over for no others", async () => {
    const inputs = await inputsOf({ additionalOrigins: [west], failoverOriginId: "west" });

    assert.deepEqual(inputs.originGroups, [
      {
        originId: "mtls-domain-with-failover",
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: "mtls-domain" }, { originId: "west" }],
      },
    ]);
    assert.deepEqual(inputs.defaultCacheBehavior, {
      targetOriginId: "mtls-domain-with-failover",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allButHost,
    });
  });

  it("answer for the paths that behaviors give them, writing ones by the first origin", async () => {
    const { orderedCacheBehaviors } = await inputsOf({
      additionalOrigins: [west],
      failoverOriginId: "west",
      failoverStatusCodes: [503],
      behaviors: [
        { pathPattern: "/orders/*" },
        { pathPattern: "/west/*", originId: "west", readOnly: true },
        {
          pathPattern: "/public/*",
          readOnly: true,
          cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
          originRequestPolicyId: "acba4595-bd28-49b8-b9fe-13317c0390fa",
          responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
        },
      ],
    });

    const behavior = (pathPattern: string, targetOriginId: string, allowedMethods: string[]) => ({
      pathPattern,
      targetOriginId,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods,
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: cachingDisabled,
      originRequestPolicyId: allButHost,
    });
    const reading = everyMethod.slice(0, 3);
    assert.deepEqual(orderedCacheBehaviors, [
      behavior("/orders/*", "mtls-domain", everyMethod),
      behavior("/west/*", "west", reading),
      {
        ...behavior("/public/*", "mtls-domain-with-failover", reading),
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        originRequestPolicyId: "acba4595-bd28-49b8-b9fe-13317c0390fa",
        responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
      },
    ]);
  });

  it("are told, with the default behavior, in the form in which a distribution takes them", async () => {
    const { value, resources } = await runProgram(() => make({ additionalOrigins: [west] }));

    const inputs = resources.find(({ name }) => name === "edge-distribution")?.inputs;
    assert.deepEqual(await knownValue(value.originSettings), inputs?.origins);
    assert.deepEqual(await knownValue(value.behaviorSettings), inputs?.defaultCacheBehavior);
  });

  it("may show five different client certificates", async () => {
    const { origins } = await inputsOf({
      additionalOrigins: [2, 3, 4, 5, 5].map((id, index) => ({
        originId: `o${index}`,
        domainName: `o${index}.example.com`,
        clientCertificateArn: arn(id),
      })),
    });

    assert.equal((origins as unknown[]).length, 6);
  });

  it("are counted when their ARNs are known, and then not made", async () => {
    const { errors, resources } = await runProgram(() =>
      make({
        additionalOrigins: [2, 3, 4, 5, 6].map((id) => ({
          originId: `o${id}`,
          domainName: `o${id}.example.com`,
          clientCertificateArn: pulumi.output(arn(id)),
        })),
      }),
    );

    assert.deepEqual(
      errors.map(({ message }) => message.replace(/ error: .*/, "")),
      ['OriginMtlsDistribution "edge" is refused: clientCertificateArn: CC108'],
    );
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["edge"],
    );
  });

  const refused: [what: string, args: Partial<OriginMtlsDistributionArgs>, expected: string[]][] = [
    [
      "six different client certificates",
      {
        additionalOrigins: [2, 3, 4, 5, 6].map((id) => ({
          originId: `o${id}`,
          domainName: `o${id}.example.com`,
          clientCertificateArn: arn(id),
        })),
      },
      ["clientCertificateArn: CC108"],
    ],
    [
      "everything that is wrong with origins at once",
      {
        clientCertificateArn: "",
        additionalOrigins: [
          { originId: "mtls-domain", domainName: "a.example.com" },
          {
            originId: "b",
            domainName: "abc123.execute-api.us-east-2.amazonaws.com",
            clientCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1",
          },
          { originId: "", domainName: "c.example.com", clientCertificateArn: arn(1) },
        ],
      },
      [
        'additionalOrigins[0].originId: "mtls-domain" is the ID of another origin too. Give each one of its own.',
        "additionalOrigins[2].originId: missing. Give the origin an ID.",
        "additionalOrigins[1].domainName: CF004",
        "clientCertificateArn: CF001",
        "additionalOrigins[0].clientCertificateArn: CF001",
        "additionalOrigins[1].clientCertificateArn: CC106",
      ],
    ],
    [
      "behaviors and a failover to origins that are not there",
      { failoverOriginId: "west", behaviors: [{ pathPattern: "/a", originId: "east" }] },
      [
        'failoverOriginId: "west" is no ID of additionalOrigins. There are: none.',
        'behaviors[0].originId: "east" is no ID of additionalOrigins. There are: mtls-domain, mtls-domain-with-failover.',
      ],
    ],
    [
      "writing methods to two origins at once",
      {
        additionalOrigins: [west],
        failoverOriginId: "west",
        behaviors: [{ pathPattern: "/a", originId: "mtls-domain-with-failover" }],
      },
      [
        "behaviors[0].originId: an origin group answers GET, HEAD and OPTIONS alone. Set readOnly, or give one of mtls-domain, west.",
      ],
    ],
    [
      "statuses of a failover that there is not",
      { failoverStatusCodes: [500] },
      [
        "failoverStatusCodes: given without failoverOriginId, so it would be of no effect. Give failoverOriginId too, or leave it out.",
      ],
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`are refused, ${what}`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        (error: RefusedInputsError) => {
          assert.deepEqual(
            error.refused.map(({ path, reason }) => `${path}: ${reason}`.replace(/ error: .*/, "")),
            expected,
          );
          return true;
        },
      ));
  }
});
