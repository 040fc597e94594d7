import assert from "node:assert/strict";
import {
  checkDomain,
  checkEdgeCertificates,
  checkMappedApi,
  checkOrigin,
  pathTooLong,
  type DomainFacts,
  type EdgeCertificateFacts,
  type Finding,
  type MappedApiFacts,
  type OriginFacts,
} from "@mtls-gateway/pki";

const ids = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

/** One fact changed, and the rules that it trips. */
type Mutations<Facts> = [change: Partial<Facts>, rules: string[]][];

function mutations<Facts extends object>(
  compliant: Facts,
  check: (facts: Facts) => Finding[],
  cases: Mutations<Facts>,
): void {
  it("finds nothing in compliant facts", () => {
    assert.deepEqual(check(compliant), []);
  });
  for (const [change, expected] of cases) {
    const what = expected.length > 0 ? `finds ${expected.join(", ")} alone` : "finds nothing";
    it(`${what} when ${JSON.stringify(change, (_, value: unknown) => value ?? null)}`, () => {
      assert.deepEqual(ids(check({ ...compliant, ...change })), expected);
    });
  }
}

describe("the rules of a custom domain", () => {
  const compliant: DomainFacts = {
    name: "api.example.com",
    mutualTls: true,
    endpointTypes: ["REGIONAL"],
    securityPolicy: "TLS_1_2",
    truststoreUri: "s3://my-bucket/trust/store.pem",
    truststoreVersion: "v1",
  };
  mutations(compliant, checkDomain, [
    [{ endpointTypes: ["EDGE"] }, ["GW001"]],
    [{ endpointTypes: ["PRIVATE"] }, ["GW001"]],
    [{ endpointTypes: [] }, ["GW001"]],
    [{ endpointTypes: undefined }, []],
    [{ securityPolicy: null }, ["GW002"]],
    [{ securityPolicy: "TLS_1_0" }, ["GW002"]],
    [{ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" }, ["GW002"]],
    [{ securityPolicy: undefined }, []],
    [{ truststoreVersion: null }, ["GW004"]],
    [{ truststoreVersion: "" }, ["GW004"]],
    [{ truststoreVersion: undefined }, []],
    [{ truststoreUri: "https://my-bucket.s3.amazonaws.com/store.pem" }, ["GW010"]],
    [{ truststoreUri: "s3://my-bucket" }, ["GW010"]],
    [{ truststoreUri: null }, ["GW010"]],
  ]);

  it("say nothing of a domain without mutual TLS", () => {
    assert.deepEqual(
      checkDomain({
        name: "open",
        mutualTls: false,
        endpointTypes: ["EDGE"],
        securityPolicy: "TLS_1_0",
      }),
      [],
    );
  });

  it("name the domain and the value found", () => {
    const [found] = checkDomain({ ...compliant, endpointTypes: ["EDGE"] });
    assert.deepEqual(found, {
      rule: "GW001",
      severity: "error",
      subject: "api.example.com",
      fingerprint: "",
      message:
        "api.example.com has mutual TLS and the endpoint type EDGE; API Gateway does mutual TLS on REGIONAL domains alone.",
      fix: 'Set endpointConfiguration.types to "REGIONAL".',
      source: "documented",
    });
  });
});

describe("the rules of an API behind an mTLS domain", () => {
  const compliant: MappedApiFacts = {
    domain: "api.example.com",
    api: "pets",
    endpointTypes: ["REGIONAL"],
    disableExecuteApiEndpoint: true,
  };
  mutations(compliant, checkMappedApi, [
    [{ endpointTypes: ["PRIVATE"] }, ["GW001"]],
    [{ endpointTypes: ["EDGE"] }, []],
    [{ disableExecuteApiEndpoint: false }, ["GW003"]],
    [{ disableExecuteApiEndpoint: null }, ["GW003"]],
    [{ disableExecuteApiEndpoint: undefined }, []],
  ]);
});

describe("the rules of a CloudFront origin", () => {
  const compliant: OriginFacts = {
    distribution: "edge",
    originId: "api",
    originDomain: "api.example.com",
    isMutualTlsDomain: true,
    clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a",
    protocolPolicy: "https-only",
    sslProtocols: ["TLSv1.2"],
  };
  mutations(compliant, checkOrigin, [
    [{ clientCertificateArn: null }, ["CF001"]],
    [{ clientCertificateArn: "" }, ["CF001"]],
    [{ clientCertificateArn: undefined }, []],
    [{ protocolPolicy: "match-viewer" }, ["CF002"]],
    [{ protocolPolicy: "http-only" }, ["CF002"]],
    [{ sslProtocols: ["TLSv1.1", "TLSv1.2"] }, ["CF003"]],
    [{ sslProtocols: [] }, ["CF003"]],
    [{ originDomain: "abc123.execute-api.us-east-2.amazonaws.com" }, ["CF004"]],
    [{ executeApi: true }, ["CF004"]],
  ]);

  it("say nothing of an origin without mutual TLS", () => {
    const open = { distribution: "edge", originId: "web", originDomain: "www.example.com" };
    assert.deepEqual(
      checkOrigin({
        ...open,
        isMutualTlsDomain: false,
        clientCertificateArn: null,
        protocolPolicy: "match-viewer",
      }),
      [],
    );
  });
});

describe("the rules of the client certificates of a distribution", () => {
  const arn = (name: number, region = "us-east-1"): string =>
    `arn:aws:acm:${region}:123456789012:certificate/${name}`;
  const compliant: EdgeCertificateFacts = {
    distribution: "edge",
    arns: [1, 2, 3, 4, 5, 5].map((name) => arn(name)),
    issuedByAcm: [],
  };
  mutations(compliant, checkEdgeCertificates, [
    [{ arns: [arn(1, "us-east-2")] }, ["CC106"]],
    [{ arns: ["arn:aws:iam::123456789012:server-certificate/1"] }, ["CC106"]],
    [{ issuedByAcm: [arn(1)] }, ["CC107"]],
    [{ arns: [1, 2, 3, 4, 5, 6].map((name) => arn(name)) }, ["CC108"]],
  ]);
});

describe("a path that is too long by its names alone", () => {
  it("is TS004 with five CAs and nothing with four, the issuing CA first", () => {
    const names = ["CN=5", "CN=4", "CN=3", "CN=2", "CN=Root"];
    assert.equal(pathTooLong(names.slice(1)), undefined);
    assert.equal(pathTooLong([]), undefined);
    const found = pathTooLong(names);
    assert.deepEqual([found?.rule, found?.subject, found?.source], ["TS004", "CN=5", "observed"]);
    assert.match(
      found?.message ?? "",
      /5 CA certificates \(CN=5 <- CN=4 <- CN=3 <- CN=2 <- CN=Root\)/,
    );
  });
});
