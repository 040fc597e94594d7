import assert from "node:assert/strict";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

describe("log groups on this machine", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  const refused = (inputs: Plain) =>
    account.aws.check(logGroup, "g", inputs).then(
      () => "",
      (error: unknown) => String(error).replace(/^Error: /, ""),
    );

  it("have a name of 1 to 512 letters, digits and the signs that CloudWatch Logs takes", async () => {
    const words = (property: string, shown: string, name: string) =>
      `${property}: "${shown}" isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): "${name}"`;
    assert.equal(await refused({ name: "bad name!" }), words("name", "name", "bad name!"));
    assert.equal(await refused({ name: "" }), words("name", "name", ""));
    assert.equal(await refused({ namePrefix: "a:" }), words("namePrefix", "name_prefix", "a:"));
    const long = "x".repeat(513);
    assert.equal(
      await refused({ name: long }),
      `name: "name" cannot be longer than 512 characters: "${long}"`,
    );
    assert.equal(await refused({ name: "x".repeat(512) }), "");
    assert.equal(await refused({ name: "/aws/api-gateway/pets_1.0#2" }), "");
  });

  it("keep their events for ever or for as many days as CloudWatch Logs offers", async () => {
    assert.equal(
      await refused({ name: "g", retentionInDays: 17 }),
      "retentionInDays: expected retention_in_days to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 17",
    );
    for (const retentionInDays of [0, 14, 3653]) {
      assert.equal(await refused({ name: "g", retentionInDays }), "");
    }
  });
});
