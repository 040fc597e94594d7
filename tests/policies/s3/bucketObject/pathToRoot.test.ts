import assert from "node:assert/strict";

import { chainOfAuthorities } from "../../support/authorities";
import { chainNames, chainOfResources } from "../../support/certificateFixtures";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { leftOpen, unknown, verdicts } from "../../support/fixtureProgram";

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
    const program = {
      ...chainOfResources(2),
      ...changed(
        compliantProgram(""),
        "truststore",
        { content: unknown },
        { from: { bucket: ["bucket"], content: chainNames(2).slice(1) } },
      ),
    };

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: truststore (TS004, TS005).",
    );
  });
});
