import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { leftOpen, unknown, verdicts } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW004 on the custom domain of a REST API", () => {
  const compliant = compliantProgram("");

  it("refuses a truststore that is not pinned by its version", async () => {
    const program = changed(compliant, "domain", {
      mutualTlsAuthentication: { truststoreUri: unknown },
    });

    assert.deepEqual(await verdicts(program), ["GW004-rest-domain domain mandatory"]);
  });

  it("takes a version that is an output of the object as pinned, although nobody knows it yet", async () => {
    assert.deepEqual(await verdicts(compliant), []);
  });

  it("leaves a block open that is not known as a whole: it may have no version", async () => {
    const program = changed(compliant, "domain", { mutualTlsAuthentication: unknown });

    assert.match(await leftOpen(program), /domain \([^)]*GW004/);
  });

  it("takes a literal version as pinned", async () => {
    const program = changed(compliant, "domain", {
      mutualTlsAuthentication: {
        truststoreUri: "s3://truststore-1234567/truststore.pem",
        truststoreVersion: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
      },
    });

    assert.deepEqual(await verdicts(program), []);
  });

  describeScope({
    policy: "GW004-rest-domain",
    resource: "domain",
    trips: () =>
      changed(compliant, "domain", { mutualTlsAuthentication: { truststoreUri: unknown } }),
    unknown: () => compliant,
    staysOpen: false,
  });
});
