import assert from "node:assert/strict";

import { chainOfAuthorities } from "../../support/authorities";
import { chainNames, chainOfResources, withPlanned } from "../../support/certificateFixtures";
import { compliantProgram } from "../../support/compliantProgram";
import { verdicts } from "../../support/fixtureProgram";
import { openOn } from "../../support/truststoreSaid";

describe("TS005 on the truststore object", () => {
  it("refuses a truststore without the root of an issuing CA", async () => {
    const [, issuing = ""] = await chainOfAuthorities(2);

    assert.deepEqual(await verdicts(compliantProgram(issuing)), [
      "TS005-truststore truststore mandatory",
    ]);
  });

  it("takes issuing CA and root together", async () => {
    const program = compliantProgram((await chainOfAuthorities(2)).join(""));

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves a root open that the graph does not show, for it may come along with the issuing CA", async () => {
    const program = withPlanned(chainOfResources(2), chainNames(2).slice(1));

    assert.equal(await openOn(program, "truststore"), "TS004 to TS006, TS014");
  });
});
