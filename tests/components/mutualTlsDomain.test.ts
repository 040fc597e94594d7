import { MutualTlsDomain, RefusedInputsError, type MutualTlsDomainArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";

const api = (args: aws.apigateway.RestApiArgs = {}): aws.apigateway.RestApi =>
  new aws.apigateway.RestApi("pets", {
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
    ...args,
  });

const make = (args: Partial<MutualTlsDomainArgs> = {}): MutualTlsDomain =>
  new MutualTlsDomain("api", {
    domainName: "api.example.com",
    zoneName: "example.com",
    certificateArn: "arn:server",
    truststoreUri: "s3://bucket/truststore.pem",
    truststoreVersion: "version-1",
    mappings: [{ restApi: api(), stageName: "prod" }],
    ...args,
  });

/** The refused inputs with their rules, as `endpointType GW001`. */
function refusedInputs(error: Error): string[] {
  assert.ok(error instanceof RefusedInputsError);
  return error.refused.map(({ path, reason }) => `${path} ${reason.slice(0, 5)}`);
}

describe("MutualTlsDomain", () => {
  it("makes a REGIONAL domain on TLS 1.2 with a pinned truststore, then the mapping, then the record", async () => {
    const { resources, errors } = await runProgram(() => make());

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ name }) => name !== "pets"),
      [
        {
          type: "mtls-gateway:index:MutualTlsDomain",
          name: "api",
          parent: "",
          dependencies: [],
          inputs: {},
          secrets: [],
        },
        {
          type: "aws:apigateway/domainName:DomainName",
          name: "api-domain",
          parent: "api",
          dependencies: [],
          inputs: {
            domainName: "api.example.com",
            regionalCertificateArn: "arn:server",
            endpointConfiguration: { types: "REGIONAL", ipAddressType: "ipv4" },
            securityPolicy: "TLS_1_2",
            mutualTlsAuthentication: {
              truststoreUri: "s3://bucket/truststore.pem",
              truststoreVersion: "version-1",
            },
          },
          secrets: [],
        },
        {
          type: "aws:apigateway/basePathMapping:BasePathMapping",
          name: "api-mapping",
          parent: "api",
          dependencies: ["api-domain", "pets"],
          inputs: { domainName: "api.example.com", restApi: "pets-id", stageName: "prod" },
          secrets: [],
        },
        {
          type: "aws:route53/record:Record",
          name: "api-record-a",
          parent: "api",
          dependencies: ["api-domain", "api-mapping"],
          inputs: {
            zoneId: "Z1",
            name: "api.example.com",
            type: "A",
            aliases: [
              {
                name: "d-abcdef.execute-api.us-east-2.amazonaws.com",
                zoneId: "ZOJJZC49E0EPZ",
                evaluateTargetHealth: false,
              },
            ],
          },
          secrets: [],
        },
      ],
    );
  });

  it("adds an AAAA record when it is dual-stack", async () => {
    const { resources } = await runProgram(() => make({ ipAddressType: "dualstack" }));

    const records = resources.filter(({ type }) => type === "aws:route53/record:Record");
    assert.deepEqual(
      records.map(({ name, inputs }) => [name, inputs.type]),
      [
        ["api-record-a", "A"],
        ["api-record-aaaa", "AAAA"],
      ],
    );
    assert.deepEqual(
      resources.find(({ name }) => name === "api-domain")?.inputs.endpointConfiguration,
      { types: "REGIONAL", ipAddressType: "dualstack" },
    );
  });

  it("makes no record when no zone is given", async () => {
    const { resources } = await runProgram(() => make({ zoneName: undefined }));

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["api", "api-domain", "api-mapping", "pets"],
    );
  });

  it("maps several APIs, each under a path of its own", async () => {
    const { resources } = await runProgram(() => {
      const restApi = api();
      return make({
        mappings: [
          { restApi, stageName: "prod" },
          { restApi, stageName: "beta", basePath: "beta" },
        ],
      });
    });

    const mappings = resources.filter(({ name }) => name.startsWith("api-mapping"));
    assert.deepEqual(
      mappings.map(({ name, inputs }) => [name, inputs.stageName, inputs.basePath]),
      [
        ["api-mapping", "prod", undefined],
        ["api-mapping-beta", "beta", "beta"],
      ],
    );
  });

  it("tells where it is, and registers its public fields", async () => {
    const { value, outputs } = await runProgram(() => make());

    assert.deepEqual(outputs.api, [
      "arn",
      "domain",
      "domainName",
      "regionalDomainName",
      "regionalZoneId",
      "url",
    ]);
    assert.equal(await knownValue(value.url), "https://api.example.com");
  });

  it("refuses another endpoint type, another policy and a missing version together, before it makes anything", () =>
    assert.rejects(
      runProgram(() =>
        make({ endpointType: "EDGE", securityPolicy: "TLS_1_0", truststoreVersion: "" }),
      ),
      (error: Error) => {
        assert.deepEqual(refusedInputs(error), [
          "endpointType GW001",
          "securityPolicy GW002",
          "truststoreVersion GW004",
        ]);
        return true;
      },
    ));

  for (const endpointType of ["EDGE", "PRIVATE"]) {
    it(`refuses a domain of the type ${endpointType} in the rule book's words`, () =>
      assert.rejects(
        runProgram(() => make({ endpointType })),
        {
          message:
            `MutualTlsDomain "api" is refused: endpointType: GW001 error: api.example.com has mutual TLS and the endpoint type ` +
            `${endpointType}; API Gateway does mutual TLS on REGIONAL domains alone. Fix: Set endpointConfiguration.types to "REGIONAL".`,
        },
      ));
  }

  it("refuses an enhanced security policy", () =>
    assert.rejects(
      runProgram(() => make({ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" })),
      (error: Error) => {
        assert.deepEqual(refusedInputs(error), ["securityPolicy GW002"]);
        return true;
      },
    ));

  for (const version of ["", "null"]) {
    it(`refuses the truststore version "${version}" as soon as S3 has said so, and makes no domain`, async () => {
      const { resources, errors } = await runProgram(() =>
        make({ truststoreVersion: pulumi.output(Promise.resolve(version)) }),
      );

      assert.deepEqual(errors.flatMap(refusedInputs), ["truststoreVersion GW004"]);
      assert.equal(
        resources.some(({ name }) => name === "api-domain"),
        false,
      );
    });
  }

  const apis: [what: string, args: aws.apigateway.RestApiArgs, refused: string[]][] = [
    [
      "a PRIVATE API",
      { endpointConfiguration: { types: "PRIVATE" } },
      ["mappings[0].restApi GW001"],
    ],
    [
      "an API whose execute-api endpoint is enabled",
      { disableExecuteApiEndpoint: false },
      ["mappings[0].restApi GW003"],
    ],
  ];
  for (const [what, args, refused] of apis) {
    it(`refuses ${what} in the preview`, async () => {
      const { errors } = await runProgram(
        () => make({ mappings: [{ restApi: api(args), stageName: "prod" }] }),
        { preview: true },
      );

      assert.deepEqual(errors.flatMap(refusedInputs), refused);
    });
  }

  it("refuses, during the update, an API of which only AWS knows that its execute-api endpoint is enabled", async () => {
    const { errors } = await runProgram(() =>
      make({
        mappings: [{ restApi: api({ disableExecuteApiEndpoint: undefined }), stageName: "prod" }],
      }),
    );

    assert.deepEqual(errors.flatMap(refusedInputs), ["mappings[0].restApi GW003"]);
  });

  const names: [domainName: string, why: string][] = [
    ["https://api.example.com", "a URL"],
    ["*.example.com", "a wildcard"],
    ["api.example.com:443", "a port"],
    ["api.example.com.", "a dot at its end"],
    ["api_1.example.com", "an underscore"],
    ["localhost", "one label"],
    ["192.0.2.1", "an address"],
  ];
  for (const [domainName, why] of names) {
    it(`refuses the domain name ${domainName}, which is or has ${why}`, () =>
      assert.rejects(
        runProgram(() => make({ domainName, zoneName: undefined })),
        {
          message: `MutualTlsDomain "api" is refused: domainName: "${domainName}" is no host name. Give the name alone, such as api.example.com: no scheme, port, path or wildcard.`,
        },
      ));
  }

  for (const stageName of ["", "v1/pets", "$default", "a".repeat(129)]) {
    it(`refuses the stage name "${stageName.slice(0, 10)}" of ${stageName.length} characters`, () =>
      assert.rejects(
        runProgram(() => make({ mappings: [{ restApi: api(), stageName }] })),
        /^Error: MutualTlsDomain "api" is refused: mappings\[0\]\.stageName: /,
      ));
  }
});
