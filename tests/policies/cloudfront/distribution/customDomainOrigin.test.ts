import assert from "node:assert/strict";

import { changed, compliantProgram, edgeCertificateArn } from "../../support/compliantProgram";
import { edgeVerdicts, rebuilt } from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const refused = ["CF004-distribution distribution mandatory"];
const open = ["open CF004 distribution"];
const host = "a1b2c3d4e5.execute-api.us-east-2.amazonaws.com";

describe("CF004", () => {
  it("refuses the execute-api host of an API behind an mTLS domain, by the API's ID", async () => {
    const program = changed(toHost(host), "api", { id: "a1b2c3d4e5" });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CF"));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        `CF004 error: distribution, origin api points to ${host}, the execute-api host, which knows no mutual TLS. ` +
          "Fix: Point the origin to the custom domain name.",
      ],
    );
  });

  it("refuses an origin built from the API while no ID is known", async () => {
    assert.deepEqual(await edgeVerdicts(builtFrom("api")), refused);
  });

  it("refuses an origin built from a stage's invokeUrl", async () => {
    const stage = {
      type: "aws:apigateway/stage:Stage",
      inputs: { restApi: unknown, stageName: "prod" },
      outputs: { invokeUrl: unknown },
      from: { restApi: ["api"] },
    };

    assert.deepEqual(await edgeVerdicts({ ...builtFrom("stage"), stage }), refused);
  });

  it("refuses the host of an HTTP API behind an mTLS domain", async () => {
    assert.deepEqual(await edgeVerdicts(builtFrom("httpApi")), refused);
  });

  it("refuses any execute-api host that a client certificate is to be shown to", async () => {
    const program = toHost(host, { clientCertificateArn: edgeCertificateArn });

    assert.deepEqual(await edgeVerdicts(program), refused);
  });

  it("takes the execute-api host of an API that stands behind no mTLS domain", async () => {
    const other = { type: "aws:apigateway/restApi:RestApi", inputs: {}, outputs: { id: unknown } };

    assert.deepEqual(await edgeVerdicts({ ...builtFrom("other"), other }), []);
    assert.deepEqual(await edgeVerdicts(toHost(host)), []);
  });

  it("leaves an origin open that is built from the API and a parameter", async () => {
    const parameter = { type: "aws:ssm/parameter:Parameter", inputs: {} };
    const said = await edgeVerdicts({ ...builtFrom("api", "parameter"), parameter });

    assert.deepEqual(said, ["open CF001 distribution", ...open]);
  });

  it("takes a path that names the API's stage, the host being the domain's", async () => {
    const program = rebuilt(
      compliantProgram(""),
      "distribution",
      {},
      { origins: ["domain", "api"] },
    );

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  describeScope({
    policy: "CF004-distribution",
    resource: "distribution",
    trips: () => builtFrom("api"),
    unknown: () => ({
      ...builtFrom("api", "parameter"),
      parameter: { type: "aws:ssm/parameter:Parameter", inputs: {} },
    }),
  });
});

function toHost(domainName: string, originMtlsConfig?: Record<string, unknown>): FixtureProgram {
  const customOriginConfig = {
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
    ...(originMtlsConfig === undefined ? {} : { originMtlsConfig }),
  };
  const origins = [{ originId: "api", domainName, customOriginConfig }];
  return changed(compliantProgram(""), "distribution", { origins }, { from: {} });
}

function builtFrom(...names: string[]): FixtureProgram {
  return changed(toHost(unknown), "distribution", {}, { from: { origins: names } });
}
