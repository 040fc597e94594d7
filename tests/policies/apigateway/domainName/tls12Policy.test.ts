import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW002 on the custom domain of a REST API", () => {
  const compliant = compliantProgram("");

  for (const policy of ["TLS_1_0", "SecurityPolicy_TLS13_1_3_2025_09"]) {
    it(`refuses ${policy} on a domain with mutual TLS`, async () => {
      const said = await judge(changed(compliant, "domain", { securityPolicy: policy }));

      assert.deepEqual(
        said.map(({ policy: name, resource, level }) => [name, resource, level]),
        [["GW002-rest-domain", "domain", "mandatory"]],
      );
      assert.ok(said[0]?.message.includes(policy));
    });
  }

  it("refuses a security policy that is left out, though the provider will compute one", async () => {
    const program = changed(
      compliant,
      "domain",
      { securityPolicy: undefined },
      { outputs: { securityPolicy: unknown } },
    );

    assert.deepEqual(await verdicts(program), ["GW002-rest-domain domain mandatory"]);
  });

  it("leaves a security policy that is not known yet open until up", async () => {
    const program = changed(compliant, "domain", { securityPolicy: unknown });

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: domain (GW002).",
    );
  });

  it("reports a known violation beside a value that is not known", async () => {
    const program = changed(compliant, "domain", {
      domainName: unknown,
      securityPolicy: unknown,
      endpointConfiguration: { types: "EDGE" },
    });

    assert.deepEqual(await verdicts(program), [
      "GW001-rest-domain domain mandatory",
      "decided-at-up advisory",
    ]);
  });

  describeScope({
    policy: "GW002-rest-domain",
    resource: "domain",
    trips: () => changed(compliant, "domain", { securityPolicy: "TLS_1_0" }),
    unknown: () => changed(compliant, "domain", { securityPolicy: unknown }),
  });
});
