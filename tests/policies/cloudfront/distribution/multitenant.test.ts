import assert from "node:assert/strict";

import { compliantProgram, edgeCertificateArn, origin } from "../../support/compliantProgram";
import { judge, unknown, verdicts, type FixtureProgram } from "../../support/fixtureProgram";

describe("CF001 on a multi-tenant distribution", () => {
  const withArn = { clientCertificateArn: edgeCertificateArn };

  it("refuses an origin that is an mTLS domain and shows no certificate", async () => {
    const [said, ...others] = await judge(tenants(origin("api.example.com")));

    assert.deepEqual(others, []);
    assert.deepEqual([said?.policy, said?.resource], ["CF001-distribution", "tenants"]);
    assert.ok(said?.message.startsWith("CF001 error: tenants, origin api points to api.example"));
  });

  it("refuses an origin whose host is not known yet", async () => {
    assert.deepEqual(await verdicts(tenants(origin(unknown))), [
      "CF001-distribution tenants mandatory",
    ]);
  });

  it("names the setting as multi-tenant distributions have it", async () => {
    const [said] = await judge(tenants(origin("api.example.com")));

    assert.match(said?.message ?? "", /Fix: Set customOriginConfigs\[0\]\.originMtlsConfig\./);
  });

  it("takes a client certificate", async () => {
    assert.deepEqual(await verdicts(tenants(origin("api.example.com", withArn))), []);
  });

  it("leaves an S3 origin alone", async () => {
    const program = tenants(origin(unknown));
    const site = { id: "site", domainName: unknown, originAccessControlId: unknown };

    assert.deepEqual(
      await verdicts({
        ...program,
        tenants: { ...program.tenants, inputs: { origins: [site] } } as FixtureProgram[string],
      }),
      [],
    );
  });

  it("leaves a host open that each tenant's parameters make, unless it has a certificate", async () => {
    const host = "{{tenant}}.example.com";

    assert.deepEqual(await verdicts(tenants(origin(host))), ["decided-at-up advisory"]);
    assert.deepEqual(await verdicts(tenants(origin(host, withArn))), []);
  });
});

/** The compliant program with a multi-tenant distribution of this origin, given as for a standard one. */
function tenants({
  originId,
  customOriginConfig,
  ...rest
}: Record<string, unknown>): FixtureProgram {
  const origins = [{ ...rest, id: originId, customOriginConfigs: [customOriginConfig] }];
  return {
    ...compliantProgram(""),
    tenants: {
      type: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
      inputs: { enabled: true, origins },
      from: { origins: ["domain"] },
    },
  };
}
