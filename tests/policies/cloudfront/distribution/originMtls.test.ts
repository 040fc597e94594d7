import assert from "node:assert/strict";

import {
  changed,
  compliantProgram,
  edgeCertificateArn,
  origin,
} from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts } from "../../support/fixtureProgram";

describe("CF001", () => {
  const compliant = compliantProgram("");
  const refused = ["CF001-distribution distribution mandatory"];
  const withArn = { clientCertificateArn: edgeCertificateArn };
  const open = "Decided at `up`, when the values are known: distribution (CF001).";
  const balancer = { type: "aws:lb/loadBalancer:LoadBalancer", inputs: {} };

  it("refuses an origin that is an mTLS domain and shows no certificate", async () => {
    const program = changed(compliant, "distribution", { origins: [origin("API.example.com")] });

    assert.deepEqual(await judge(program), [
      {
        policy: "CF001-distribution",
        resource: "distribution",
        level: "mandatory",
        message:
          "CF001 error: distribution, origin api points to API.example.com, which has mutual TLS, and has no originMtlsConfig: CloudFront shows no certificate there. " +
          "Fix: Set customOriginConfig.originMtlsConfig.clientCertificateArn to a client certificate in ACM us-east-1.",
      },
    ]);
  });

  it("refuses the domain of an HTTP API as well", async () => {
    const origins = [origin("http.example.com")];

    assert.deepEqual(await verdicts(changed(compliant, "distribution", { origins })), refused);
  });

  it("knows an origin whose host is not known yet by its dependency on the domain", async () => {
    const program = changed(compliant, "distribution", { origins: [origin(unknown)] });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("takes a certificate whose ARN is not known yet", async () => {
    const program = changed(compliant, "distribution", { origins: [origin(unknown, withArn)] });

    assert.deepEqual(await verdicts(program), []);
  });

  it("names both origins when either of two unknown ones is the domain's and neither has a certificate", async () => {
    const origins = [origin(unknown, undefined, "a"), origin(unknown, undefined, "b")];

    const said = await judge(changed(compliant, "distribution", { origins }));

    assert.equal(said.length, 1);
    assert.ok(said[0]?.message.includes("origin a or b points to api.example.com"));
  });

  it("lets a second unknown origin without certificate be when the domain's own is known to have one", async () => {
    const program = changed(
      { ...compliant, balancer },
      "distribution",
      { origins: [origin("api.example.com", withArn), origin(unknown, undefined, "balancer")] },
      { from: { origins: ["domain", "balancer"] } },
    );

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves a second unknown origin open that may be the domain's regional host", async () => {
    const origins = [origin("api.example.com", withArn), origin(unknown, undefined, "regional")];

    assert.equal(await leftOpen(changed(compliant, "distribution", { origins })), open);
  });

  it("leaves it open which of two unknown origins is the domain's when one has a certificate", async () => {
    const origins = [origin(unknown, withArn, "a"), origin(unknown, undefined, "b")];
    const program = changed(compliant, "distribution", { origins });

    assert.equal(await leftOpen(program), open);
  });

  it("leaves an unknown origin open that may be a load balancer's, the domain being in a header", async () => {
    const program = changed(
      { ...compliant, balancer },
      "distribution",
      { origins: [origin(unknown)] },
      { from: { origins: ["domain", "balancer"] } },
    );

    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("leaves origins open that are not known at all", async () => {
    const program = changed(compliant, "distribution", { origins: unknown });

    assert.equal(await leftOpen(program), open);
  });

  it("leaves an unknown host open that comes from nowhere in the program", async () => {
    const program = changed(
      compliant,
      "distribution",
      { origins: [origin(unknown)] },
      { from: {} },
    );

    assert.equal(await leftOpen(program), open);
    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("leaves an unknown host open that a parameter may pass on", async () => {
    const parameter = { type: "aws:ssm/parameter:Parameter", inputs: {} };
    const program = changed(
      { ...compliant, parameter },
      "distribution",
      { origins: [origin(unknown)] },
      { from: { origins: ["parameter"] } },
    );

    assert.equal(await leftOpen(program), open);
  });

  it("leaves an unknown host of a load balancer alone", async () => {
    const program = changed(
      { ...compliant, balancer },
      "distribution",
      { origins: [origin(unknown)] },
      { from: { origins: ["balancer"] } },
    );

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves S3 origins and other hosts alone", async () => {
    const origins = [
      { originId: "site", domainName: unknown, originAccessControlId: unknown },
      origin("www.example.com"),
    ];

    assert.deepEqual(await verdicts(changed(compliant, "distribution", { origins })), []);
  });
});
