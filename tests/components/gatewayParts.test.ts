import { MutualTlsGateway, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as assert from "node:assert/strict";
import { knownValue, runProgram, type Ran } from "./support/mockProgram";

const run = (
  args: () => Partial<MutualTlsGatewayArgs>,
  preview = false,
): Promise<Ran<MutualTlsGateway>> =>
  runProgram(
    () =>
      new MutualTlsGateway("gw", {
        domainName: "api.example.com",
        zoneName: "example.com",
        caKeyAlgorithm: "ECDSA-P256",
        clientKeyAlgorithm: "ECDSA-P256",
        ...args(),
      }),
    { preview },
  );

const childrenOf = ({ resources }: Ran<unknown>, parent: string): string[] =>
  resources.filter((each) => each.parent === parent).map(({ name }) => name);

const inputsOf = ({ resources }: Ran<unknown>, name: string): Record<string, unknown> =>
  resources.find((each) => each.name === name)?.inputs ?? {};

const restApi = (): aws.apigateway.RestApi =>
  new aws.apigateway.RestApi("mine", {
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
  });

describe("the parts of a MutualTlsGateway", () => {
  it("are told what it is told about server certificate, sample API and domain", async () => {
    const ran = await run(
      () => ({
        serverAlternativeNames: ["www.example.com"],
        accessLog: true,
        cloudWatchRole: true,
        accessLogRetentionDays: 7,
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
        additionalMappings: [{ restApi: restApi(), stageName: "v2", basePath: "v2" }],
      }),
      true,
    );

    assert.deepEqual(ran.errors, []);
    assert.deepEqual(inputsOf(ran, "gw-server-certificate").subjectAlternativeNames, [
      "www.example.com",
    ]);
    assert.deepEqual(childrenOf(ran, "gw-domain"), [
      "gw-domain-domain",
      "gw-domain-mapping",
      "gw-domain-mapping-v2",
      "gw-domain-record-a",
    ]);
    const logs = ran.resources.find(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    assert.equal(logs?.inputs.retentionInDays, 7);
    const limits = ran.resources.find(
      ({ type }) => type === "aws:apigateway/methodSettings:MethodSettings",
    );
    assert.deepEqual(limits?.inputs.settings, {
      throttlingRateLimit: 100,
      throttlingBurstLimit: 200,
    });
  });

  it("leave the stage of an API that exists alone, but for limits that are asked for", async () => {
    const given = { zoneName: "example.com", stageName: "v1" };
    const plain = await run(() => ({ ...given, restApi: restApi() }));
    const limited = await run(() => ({
      ...given,
      restApi: restApi(),
      throttlingRateLimit: 100,
      throttlingBurstLimit: 200,
    }));

    assert.deepEqual([plain.errors, limited.errors], [[], []]);
    assert.deepEqual(childrenOf(plain, "gw-protection"), []);
    assert.equal(childrenOf(limited, "gw-protection").length, 1);
  });

  it("are an HTTP API in place of the sample when one is given", async () => {
    const ran = await run(() => ({
      httpApi: new aws.apigatewayv2.Api("mine", {
        protocolType: "HTTP",
        disableExecuteApiEndpoint: true,
      }),
      stageName: "$default",
    }));

    assert.deepEqual(ran.errors, []);
    assert.deepEqual(childrenOf(ran, "gw-pets"), []);
    assert.deepEqual(
      ran.resources.filter(({ type }) => /apiMapping/.test(type)).map(({ parent }) => parent),
      ["gw-domain"],
    );
    assert.equal(await knownValue(ran.value.executeApiUrl), "");
  });

  it("are a domain without truststore while mutual TLS is off, and the truststore waits beside it", async () => {
    const ran = await run(() => ({ mutualTls: false }));

    assert.deepEqual(ran.errors, []);
    assert.equal("mutualTlsAuthentication" in inputsOf(ran, "gw-domain-domain"), false);
    assert.equal(await knownValue(ran.value.truststoreVersion), "version-1");
  });

  const refused: [what: string, args: () => Partial<MutualTlsGatewayArgs>, lines: string[]][] = [
    [
      "an access log of an API that exists",
      () => ({ restApi: restApi(), accessLog: true, clientHeaders: true }),
      ["accessLog", "clientHeaders"].map(
        (arg) =>
          `${arg}: given beside restApi, for which nothing is made here. Leave one of them out.`,
      ),
    ],
    [
      "limits of an HTTP API",
      () => ({
        httpApi: new aws.apigatewayv2.Api("mine", { protocolType: "HTTP" }),
        throttlingRateLimit: 1,
      }),
      [
        "throttlingRateLimit: given beside httpApi, for which nothing is made here. Leave one of them out.",
      ],
    ],
  ];
  for (const [what, args, lines] of refused) {
    it(`refuse ${what}`, () => {
      const message =
        lines.length === 1
          ? `MutualTlsGateway "gw" is refused: ${lines.join("")}`
          : `MutualTlsGateway "gw" is refused for ${lines.length} reasons:\n  ${lines.join("\n  ")}`;
      return assert.rejects(run(args), { message });
    });
  }
});
