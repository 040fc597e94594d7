import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { unknown, verdicts } from "../../support/fixtureProgram";

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

  it("takes a literal version as pinned", async () => {
    const program = changed(compliant, "domain", {
      mutualTlsAuthentication: {
        truststoreUri: "s3://elsewhere/truststore.pem",
        truststoreVersion: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
      },
    });

    assert.deepEqual(await verdicts(program), []);
  });
});
