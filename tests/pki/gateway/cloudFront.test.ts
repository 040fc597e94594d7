import {
  checkCacheBehavior,
  checkOriginFeatures,
  type CacheBehaviorFacts,
  type OriginFeatureFacts,
  type ViewerCredential,
} from "@mtls-gateway/pki";
import assert from "node:assert/strict";

describe("the rules of what stands beside origin mTLS", () => {
  const compliant: OriginFeatureFacts = {
    distribution: "edge",
    originId: "api",
    isVpcOrigin: false,
    grpcPaths: [],
    edgeFunctions: [{ path: "*", event: "viewer-request" }],
  };
  const features: [change: Partial<OriginFeatureFacts>, says: string][] = [
    [{ isVpcOrigin: true }, "is a VPC origin"],
    [{ webSocketApi: "chat" }, "leads to the WebSocket API chat"],
    [{ grpcPaths: ["/pets"] }, "takes gRPC on the path /pets"],
    [
      { edgeFunctions: [{ path: "*", event: "origin-response" }] },
      "has a Lambda@Edge function for origin-response on the path *",
    ],
  ];

  it("find nothing in an origin with functions for the viewer's events alone", () => {
    assert.deepEqual(checkOriginFeatures(compliant), []);
    assert.deepEqual(checkOriginFeatures({ distribution: "edge", originId: "api" }), []);
  });

  for (const [change, says] of features) {
    it(`find CF005 in an origin that ${says}`, () => {
      assert.deepEqual(
        checkOriginFeatures({ ...compliant, ...change }).map(({ rule, message }) => [
          rule,
          message,
        ]),
        [
          [
            "CF005",
            `edge, origin api shows a client certificate and ${says}; CloudFront does not do both.`,
          ],
        ],
      );
    });
  }
});

describe("the rules of a cache behaviour in front of an mTLS origin", () => {
  const cookies: ViewerCredential = { name: "cookies", reachesOrigin: true, isInCacheKey: false };
  const compliant: CacheBehaviorFacts = {
    distribution: "edge",
    path: "*",
    viewerProtocolPolicy: "https-only",
    isCaching: false,
    credentials: [cookies],
  };
  const cases: [change: Partial<CacheBehaviorFacts>, rules: string[]][] = [
    [{}, []],
    [{ isCaching: true }, ["CF007"]],
    [{ isCaching: undefined }, []],
    [{ isCaching: true, credentials: [{ ...cookies, isInCacheKey: true }] }, []],
    [{ isCaching: true, credentials: [{ ...cookies, isInCacheKey: undefined }] }, []],
    [{ isCaching: true, credentials: [{ ...cookies, reachesOrigin: false }] }, []],
    [{ isCaching: true, credentials: undefined }, []],
    [{ viewerProtocolPolicy: "allow-all" }, ["CF008"]],
    [{ viewerProtocolPolicy: undefined }, []],
  ];

  for (const [change, expected] of cases) {
    const what = expected.length > 0 ? `find ${expected.join(", ")} alone` : "find nothing";
    it(`${what} when ${JSON.stringify(change, (_, value: unknown) => value ?? null)}`, () => {
      const findings = checkCacheBehavior({ ...compliant, ...change });

      assert.deepEqual(
        findings.map(({ rule }) => rule),
        expected,
      );
    });
  }
});
