import assert from "node:assert/strict";

import { chainOfAuthorities } from "./support/authorities";
import { compliantProgram } from "./support/compliantProgram";
import { judge, type FixtureProgram } from "./support/fixtureProgram";

describe("the policy pack", () => {
  it("says nothing about a program that keeps every rule", async () => {
    const program = compliantProgram((await chainOfAuthorities(4)).join(""));

    assert.deepEqual(await judge(program), []);
  });

  it("says nothing about a program with nothing of API Gateway", async () => {
    const program: FixtureProgram = {
      bucket: { type: "aws:s3/bucket:Bucket", inputs: { bucket: "site" } },
      page: {
        type: "aws:s3/bucketObject:BucketObject",
        inputs: { bucket: "site", key: "chain.pem", content: "no certificate" },
        from: { bucket: ["bucket"] },
      },
      distribution: { type: "aws:cloudfront/distribution:Distribution", inputs: { origins: [] } },
    };

    assert.deepEqual(await judge(program), []);
  });

  it("says nothing about a domain without mutual TLS", async () => {
    const program: FixtureProgram = {
      domain: {
        type: "aws:apigateway/domainName:DomainName",
        inputs: { domainName: "api.example.com", endpointConfiguration: { types: "EDGE" } },
      },
      api: { type: "aws:apigateway/restApi:RestApi", inputs: {} },
      mapping: {
        type: "aws:apigateway/basePathMapping:BasePathMapping",
        inputs: { domainName: "api.example.com", restApi: "abc123" },
        from: { restApi: ["api"] },
      },
    };

    assert.deepEqual(await judge(program), []);
  });

  it("finds the same with the inputs of the program unread, where the outputs are known", async () => {
    const program = compliantProgram((await chainOfAuthorities(5)).join(""));

    const without = await judge(program, { without: ["program-inputs"] });

    assert.deepEqual(
      without.map(({ policy, resource, level }) => [policy, resource, level]),
      [["TS004-truststore", "truststore", "mandatory"]],
    );
  });
});
