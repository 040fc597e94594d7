import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("the custom domain of an HTTP API", () => {
  const compliant = compliantProgram("");
  const settings = {
    certificateArn: unknown,
    endpointType: "REGIONAL",
    securityPolicy: "TLS_1_2",
  };

  it("is refused as EDGE with mutual TLS (GW001)", async () => {
    const program = changed(compliant, "httpDomain", {
      domainNameConfiguration: { ...settings, endpointType: "EDGE" },
    });

    const [said, ...others] = await judge(program);

    assert.deepEqual(others, []);
    assert.deepEqual([said?.policy, said?.resource], ["GW001-http-domain", "httpDomain"]);
    assert.match(
      said?.message ?? "",
      /Fix: Set domainNameConfiguration\.endpointType to "REGIONAL"\.$/,
    );
  });

  it("is refused with TLS 1.0 (GW002)", async () => {
    const program = changed(compliant, "httpDomain", {
      domainNameConfiguration: { ...settings, securityPolicy: "TLS_1_0" },
    });

    assert.deepEqual(await verdicts(program), ["GW002-http-domain httpDomain mandatory"]);
  });

  it("is refused without a truststore version (GW004)", async () => {
    const program = changed(compliant, "httpDomain", {
      mutualTlsAuthentication: { truststoreUri: unknown },
    });

    assert.deepEqual(await verdicts(program), ["GW004-http-domain httpDomain mandatory"]);
  });

  it("stays open where its whole configuration is not known yet", async () => {
    const program = changed(compliant, "httpDomain", { domainNameConfiguration: unknown });

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: httpDomain (GW001, GW002, GW008, GW009).",
    );
  });

  const configured = (change: Record<string, unknown>) => {
    const kept = { certificateArn: unknown, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };
    return changed(compliant, "httpDomain", { domainNameConfiguration: { ...kept, ...change } });
  };

  describeScope({
    policy: "GW001-http-domain",
    resource: "httpDomain",
    trips: () => configured({ endpointType: "EDGE" }),
    unknown: () => configured({ endpointType: unknown }),
  });

  describeScope({
    policy: "GW002-http-domain",
    resource: "httpDomain",
    trips: () => configured({ securityPolicy: "TLS_1_0" }),
    unknown: () => configured({ securityPolicy: unknown }),
  });

  describeScope({
    policy: "GW004-http-domain",
    resource: "httpDomain",
    trips: () =>
      changed(compliant, "httpDomain", { mutualTlsAuthentication: { truststoreUri: unknown } }),
    unknown: () => compliant,
    staysOpen: false,
  });
});
