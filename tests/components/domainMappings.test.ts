import { MutualTlsDomain, type BasePathMapping } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

const restApi = (): aws.apigateway.RestApi =>
  new aws.apigateway.RestApi("rest", {
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
  });

const httpApi = (args: Partial<aws.apigatewayv2.ApiArgs> = {}): aws.apigatewayv2.Api =>
  new aws.apigatewayv2.Api("http", {
    protocolType: "HTTP",
    disableExecuteApiEndpoint: true,
    ...args,
  });

const run = (mappings: () => BasePathMapping[], preview = false) =>
  runProgram(
    () =>
      new MutualTlsDomain("api", {
        domainName: "api.example.com",
        certificateArn: "arn:server",
        truststoreUri: "s3://bucket/truststore.pem",
        truststoreVersion: "version-1",
        mappings: mappings(),
      }),
    { preview },
  );

const mapping = (basePath?: pulumi.Input<string>) => (): BasePathMapping[] => [
  { restApi: restApi(), stageName: "prod", basePath },
];

describe("the mappings of a MutualTlsDomain", () => {
  it("maps a REST API under several segments as an API mapping, and under one as a base path mapping", async () => {
    const { resources, errors } = await run(() => {
      const api = restApi();
      return ["orders", "orders/v1"].map((basePath) => ({
        restApi: api,
        stageName: "prod",
        basePath,
      }));
    });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources
        .filter(({ name }) => name.startsWith("api-mapping"))
        .map(({ type, name, inputs }) => [type, name, inputs]),
      [
        [
          "aws:apigateway/basePathMapping:BasePathMapping",
          "api-mapping-orders",
          {
            domainName: "api.example.com",
            restApi: "rest-id",
            stageName: "prod",
            basePath: "orders",
          },
        ],
        [
          "aws:apigatewayv2/apiMapping:ApiMapping",
          "api-mapping-orders/v1",
          {
            domainName: "api.example.com",
            apiId: "rest-id",
            stage: "prod",
            apiMappingKey: "orders/v1",
          },
        ],
      ],
    );
  });

  it("maps an HTTP API with its default stage, beside a REST API", async () => {
    const { resources, errors } = await run(() => [
      { restApi: restApi(), stageName: "prod" },
      { httpApi: httpApi(), stageName: "$default", basePath: pulumi.output("pets/v2") },
    ]);

    assert.deepEqual(errors, []);
    assert.deepEqual(resources.find(({ name }) => name === "api-mapping-2")?.inputs, {
      domainName: "api.example.com",
      apiId: "http-id",
      stage: "$default",
      apiMappingKey: "pets/v2",
    });
  });

  it("refuses a WebSocket API, and an HTTP API with its execute-api endpoint enabled, in the preview", async () => {
    assert.deepEqual(
      await refusalsOf(
        run(() => [{ httpApi: httpApi({ protocolType: "WEBSOCKET" }), stageName: "prod" }], true),
      ),
      [
        [
          "mappings[0].httpApi",
          "http is of the protocol type WEBSOCKET; AWS describes mutual TLS for REST and HTTP APIs alone, and a WebSocket API shares no domain with them. Give an HTTP API.",
        ],
      ],
    );
    const enabled = await refusalsOf(
      run(
        () => [{ httpApi: httpApi({ disableExecuteApiEndpoint: false }), stageName: "prod" }],
        true,
      ),
    );
    assert.deepEqual(
      enabled.map(([path, reason]) => [path, reason.slice(0, 5)]),
      [["mappings[0].httpApi", "GW003"]],
    );
  });

  const apis: [what: string, mapping: () => BasePathMapping, given: string][] = [
    ["no API", () => ({ stageName: "prod" }), "neither restApi nor httpApi"],
    [
      "two APIs",
      () => ({ restApi: restApi(), httpApi: httpApi(), stageName: "prod" }),
      "both restApi and httpApi",
    ],
  ];
  for (const [what, one, given] of apis) {
    it(`refuses a mapping with ${what}`, async () => {
      assert.deepEqual(await refusalsOf(run(() => [one()])), [
        ["mappings[0]", `has ${given}. Give the one API behind the path.`],
      ]);
    });
  }

  const paths: [basePath: string, reason: string][] = [
    ["ping", 'API Gateway keeps "/ping" for its own health check. Give another one.'],
    ["sping", 'API Gateway keeps "/sping" for its own health check. Give another one.'],
    [
      "orders/",
      '"orders/" has a slash at an end, or two in a row. Give segments with one between them.',
    ],
    [
      "orders//v1",
      '"orders//v1" has a slash at an end, or two in a row. Give segments with one between them.',
    ],
    [
      "ord ers",
      '"ord ers" has a character that API Gateway does not take there. Give letters, digits and $-_.+!*\'() in segments.',
    ],
    ["a".repeat(301), "it has 301 characters, and API Gateway takes 300. Give a shorter one."],
  ];
  for (const [basePath, reason] of paths) {
    it(`refuses the base path "${basePath.slice(0, 12)}" of ${basePath.length} characters`, async () => {
      assert.deepEqual(await refusalsOf(run(mapping(basePath))), [
        ["mappings[0].basePath", reason],
      ]);
    });
  }

  it("refuses several segments for a REST API in an output, which comes too late to decide how to map it", async () => {
    assert.deepEqual(await refusalsOf(run(mapping(pulumi.output("orders/v1")))), [
      [
        "mappings[0].basePath",
        '"orders/v1" has several segments, which decides how a REST API is mapped, and is an output. Give it as plain text.',
      ],
    ]);
  });

  it("refuses one path twice", async () => {
    const twice = await refusalsOf(
      run(() => {
        const api = restApi();
        return [undefined, "v1", "", "v1"].map((basePath) => ({
          restApi: api,
          stageName: "prod",
          basePath,
        }));
      }),
    );

    assert.deepEqual(twice, [
      ["mappings[2].basePath", '"" is the path of mappings[0] too. Give each its own.'],
      ["mappings[3].basePath", '"v1" is the path of mappings[1] too. Give each its own.'],
    ]);
  });

  it("takes 200 paths with several segments, and refuses 201", async () => {
    const many = (count: number) => (): BasePathMapping[] => {
      const api = restApi();
      return Array.from({ length: count }, (_, index) => ({
        restApi: api,
        stageName: "prod",
        basePath: `v/${index}`,
      }));
    };

    assert.deepEqual(await refusalsOf(run(many(200), true)), []);
    assert.deepEqual(await refusalsOf(run(many(201), true)), [
      [
        "mappings",
        "201 paths with several segments, and API Gateway takes 200 of a domain. Give fewer, or a second domain.",
      ],
    ]);
  });
});
