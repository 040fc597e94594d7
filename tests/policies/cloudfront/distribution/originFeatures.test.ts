import assert from "node:assert/strict";

import { changed } from "../../support/compliantProgram";
import { behavior, edgeProgram, edgeVerdicts } from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const refused = ["CF005-distribution distribution mandatory"];
const open = ["open CF005 distribution"];
const edgeFunction = (eventType: string) => ({
  lambdaFunctionAssociations: [{ eventType, lambdaArn: unknown }],
});

describe("CF005", () => {
  it("refuses gRPC on a behaviour of an origin with a client certificate", async () => {
    const program = withBehavior({ grpcConfig: { enabled: true } });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CF"));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        "CF005 error: distribution, origin api shows a client certificate and takes gRPC on the path *; CloudFront does not do both. " +
          "Fix: Take the feature off this origin's behaviours, or move it to an origin without mutual TLS.",
      ],
    );
  });

  for (const event of ["origin-request", "origin-response"]) {
    it(`refuses a Lambda@Edge function for ${event}`, async () => {
      assert.deepEqual(await edgeVerdicts(withBehavior(edgeFunction(event))), refused);
    });
  }

  it("follows an origin group of @pulumi/aws-native to the origins in it", async () => {
    const program = edgeProgram();
    const { origins = [], ...given } = program.distribution?.inputs ?? {};
    const [{ originId, ...api } = {}] = origins as Record<string, unknown>[];
    const distributionConfig = {
      ...given,
      origins: [{ id: originId, ...api }],
      originGroups: {
        quantity: 1,
        items: [{ id: "both", members: { quantity: 1, items: [{ originId }] } }],
      },
      defaultCacheBehavior: { ...behavior, targetOriginId: "both", grpcConfig: { enabled: true } },
    };
    const native: FixtureProgram = {
      ...program,
      distribution: {
        type: "aws-native:cloudfront:Distribution",
        inputs: { distributionConfig },
        from: { distributionConfig: ["domain", "edge"] },
      },
    };

    assert.deepEqual(await edgeVerdicts(native), refused);
  });

  it("takes a Lambda@Edge function for the viewer's events", async () => {
    assert.deepEqual(await edgeVerdicts(withBehavior(edgeFunction("viewer-request"))), []);
  });

  it("refuses a VPC origin with a client certificate", async () => {
    const program = edgeProgram();
    const [api = {}] = program.distribution?.inputs.origins as Record<string, unknown>[];
    const origins = [{ ...api, vpcOriginConfig: { vpcOriginId: unknown } }];

    assert.deepEqual(await edgeVerdicts(changed(program, "distribution", { origins })), refused);
  });

  it("refuses a WebSocket API behind the origin's domain", async () => {
    const program = edgeProgram();

    assert.deepEqual(
      await edgeVerdicts({
        ...program,
        socket: {
          type: "aws:apigatewayv2/api:Api",
          inputs: { protocolType: "WEBSOCKET", disableExecuteApiEndpoint: true },
          outputs: { id: unknown },
        },
        socketMapping: {
          type: "aws:apigatewayv2/apiMapping:ApiMapping",
          inputs: { domainName: "api.example.com", apiId: unknown, stage: "prod" },
          from: { domainName: ["domain"], apiId: ["socket"] },
        },
      }),
      refused,
    );
  });

  it("takes a WebSocket API that the mapping perhaps does not lead to", async () => {
    const program = edgeProgram();
    const verdicts = await edgeVerdicts({
      ...program,
      socket: {
        type: "aws:apigatewayv2/api:Api",
        inputs: { protocolType: "WEBSOCKET", disableExecuteApiEndpoint: true },
        outputs: { id: unknown },
      },
      socketMapping: {
        type: "aws:apigatewayv2/apiMapping:ApiMapping",
        inputs: { domainName: "api.example.com", apiId: unknown, stage: "prod" },
        from: { domainName: ["domain"], apiId: ["socket", "api"] },
      },
    });

    assert.deepEqual(verdicts, []);
  });

  it("takes any of it on a behaviour of another origin", async () => {
    const other = { targetOriginId: "website", grpcConfig: { enabled: true } };

    assert.deepEqual(await edgeVerdicts(withBehavior(other)), []);
  });

  it("leaves a function open whose event is not known", async () => {
    assert.deepEqual(await edgeVerdicts(withBehavior(edgeFunction(unknown))), open);
  });

  it("leaves gRPC open on a behaviour whose origin is not known", async () => {
    const program = withBehavior({ targetOriginId: unknown, grpcConfig: { enabled: true } });

    assert.deepEqual(await edgeVerdicts(program), open);
  });

  describeScope({
    policy: "CF005-distribution",
    resource: "distribution",
    trips: () => withBehavior({ grpcConfig: { enabled: true } }),
    unknown: () => withBehavior({ grpcConfig: { enabled: unknown } }),
  });
});

function withBehavior(change: Record<string, unknown>): FixtureProgram {
  return changed(edgeProgram(), "distribution", {
    defaultCacheBehavior: { ...behavior, ...change },
  });
}
