import { createPolicies, Observations } from "mtls-gateway-policies";
import assert from "node:assert/strict";

import { changed, compliantProgram, edgeCertificateArn } from "../../support/compliantProgram";
import { edgeVerdicts } from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { remedied } from "../../support/remedied";
import { describeScope } from "../../support/scopeBattery";

const certificate = { originMtlsConfig: { clientCertificateArn: edgeCertificateArn } };

describe("CF002 and CF003", () => {
  const wrong = [
    ["CF002", { originProtocolPolicy: "match-viewer" }],
    ["CF002", { originProtocolPolicy: "http-only" }],
    ["CF003", { originSslProtocols: ["TLSv1.1", "TLSv1.2"] }],
    ["CF003", { originSslProtocols: ["TLSv1"] }],
  ] as const;

  for (const [rule, config] of wrong) {
    it(`refuse ${JSON.stringify(config)} where a client certificate is set, whatever the host`, async () => {
      const program = withOrigin("partner.example.net", { ...certificate, ...config });

      assert.deepEqual(await edgeVerdicts(program), [
        `${rule}-distribution distribution mandatory`,
      ]);
    });

    it(`refuse ${JSON.stringify(config)} of an mTLS domain that is shown no certificate`, async () => {
      assert.deepEqual(await edgeVerdicts(withOrigin("api.example.com", config)), [
        "CF001-distribution distribution mandatory",
        `${rule}-distribution distribution mandatory`,
      ]);
    });
  }

  it("say what is there, and what to put in its place", async () => {
    const program = withOrigin("api.example.com", {
      ...certificate,
      originProtocolPolicy: "http-only",
    });

    assert.deepEqual(
      (await judge(program)).map(({ message }) => message),
      [
        "CF002 error: distribution, origin api has the originProtocolPolicy http-only; mutual TLS to api.example.com needs https-only. " +
          'Fix: Set originProtocolPolicy to "https-only".',
      ],
    );
  });

  it("let other origins be", async () => {
    const program = withOrigin("www.example.com", { originProtocolPolicy: "http-only" });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  it("leave an origin open that may lead to an mTLS domain", async () => {
    const program = withOrigin(unknown, { originProtocolPolicy: "http-only" });
    const from = { from: {} };

    assert.deepEqual(await edgeVerdicts(changed(program, "distribution", {}, from)), [
      "open CF001 distribution",
    ]);
  });

  it("judge a distribution of @pulumi/aws-native by the same words", async () => {
    const program = nativeDistribution({ ...certificate, originProtocolPolicy: "http-only" });

    assert.deepEqual(await edgeVerdicts(program), ["CF002-distribution distribution mandatory"]);
  });

  for (const [rule, config, open] of [
    ["CF002", { originProtocolPolicy: "http-only" }, { originProtocolPolicy: unknown }],
    ["CF003", { originSslProtocols: ["TLSv1"] }, { originSslProtocols: unknown }],
  ] as const) {
    describeScope({
      policy: `${rule}-distribution`,
      resource: "distribution",
      trips: () => withOrigin("api.example.com", { ...certificate, ...config }),
      unknown: () => withOrigin("api.example.com", { ...certificate, ...open }),
    });
  }
});

describe("the remedies of CF002 and CF003", () => {
  const type = "aws:cloudfront/distribution:Distribution";
  const bare = { originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1"] };
  const unknownArn = { originMtlsConfig: { clientCertificateArn: unknown } };
  // As the engine marks a secret on the wire.
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const headers = { customHeaders: [{ name: "x-edge", value: { ...secret, value: "hidden" } }] };

  it("mend every origin that shows a certificate, and touch nothing unknown or secret", async () => {
    const other = custom("www.example.com", bare);
    const inputs = {
      comment: unknown,
      origins: [{ ...custom("api.example.com", { ...bare, ...unknownArn }), ...headers }, other],
    };
    const mended = (config: Record<string, unknown>) => ({
      comment: unknown,
      origins: [{ ...custom("api.example.com", { ...config, ...unknownArn }), ...headers }, other],
    });

    assert.deepEqual(
      await remedied("CF002-distribution", { type, inputs }),
      mended({ ...bare, originProtocolPolicy: "https-only" }),
    );
    assert.deepEqual(
      await remedied("CF003-distribution", { type, inputs }),
      mended({ ...bare, originSslProtocols: ["TLSv1.2"] }),
    );
  });

  it("mend a multi-tenant distribution and one of @pulumi/aws-native in their own form", async () => {
    const {
      customOriginConfig,
      originId: id,
      ...rest
    } = custom("api.example.com", {
      ...certificate,
      originProtocolPolicy: "http-only",
    });
    const config = { ...(customOriginConfig as object), originProtocolPolicy: "https-only" };
    const tenants = { origins: [{ id, ...rest, customOriginConfigs: [customOriginConfig] }] };
    const native = { distributionConfig: { origins: [{ id, ...rest, customOriginConfig }] } };

    assert.deepEqual(
      await remedied("CF002-distribution", {
        type: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
        inputs: tenants,
      }),
      { origins: [{ id, ...rest, customOriginConfigs: [config] }] },
    );
    assert.deepEqual(
      await remedied("CF002-distribution", {
        type: "aws-native:cloudfront:Distribution",
        inputs: native,
      }),
      { distributionConfig: { origins: [{ id, ...rest, customOriginConfig: config }] } },
    );
  });

  for (const [what, origins] of [
    ["all is well", [custom("api.example.com", certificate)]],
    ["no certificate is shown", [custom("api.example.com", bare)]],
    ["nothing is known", unknown],
  ] as const) {
    it(`leave a distribution alone where ${what}`, async () => {
      const resource = { type, inputs: { origins } };

      assert.equal(await remedied("CF002-distribution", resource), undefined);
      assert.equal(await remedied("CF003-distribution", resource), undefined);
    });
  }

  it("are off unless the configuration asks for them", () => {
    const levels = createPolicies(new Observations(true))
      .filter(({ name }) => /^CF00[23]-/.test(name))
      .map(({ enforcementLevel }) => enforcementLevel);

    assert.deepEqual(levels, ["mandatory", "mandatory"]);
  });
});

function custom(domainName: string, config: Record<string, unknown>): Record<string, unknown> {
  return {
    originId: "api",
    domainName,
    customOriginConfig: {
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      ...config,
    },
  };
}

function withOrigin(host: string, config: Record<string, unknown>): FixtureProgram {
  return changed(compliantProgram(""), "distribution", { origins: [custom(host, config)] });
}

function nativeDistribution(config: Record<string, unknown>): FixtureProgram {
  const { originId, ...rest } = custom("api.example.com", config);
  const distributionConfig = { enabled: true, origins: [{ id: originId, ...rest }] };
  return {
    ...compliantProgram(""),
    distribution: {
      type: "aws-native:cloudfront:Distribution",
      inputs: { distributionConfig },
      from: { distributionConfig: ["domain"] },
    },
  };
}
