import assert from "node:assert/strict";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Kept, Plain } from "../support/providerClient";

const mappingType = "aws:apigateway/basePathMapping:BasePathMapping";

describe("a base path mapping on this machine", () => {
  let account: LocalAccount;
  let base: Plain;
  before(async () => {
    account = await LocalAccount.start();
    const acts = new GatewayActs(account);
    const { id: domainName } = await acts.domain(
      "api.example.com",
      await acts.certificate("api.example.com"),
    );
    const { id: restApi } = await account.aws.create("aws:apigateway/restApi:RestApi", "api", {
      name: "api",
    });
    base = { domainName, restApi };
  });
  after(() => account.dispose());

  const map = (basePath: string): Promise<Kept> =>
    account.aws.create(mappingType, "m", { ...base, basePath });

  it("has a path of letters, digits and some signs, as an API mapping has", async () => {
    assert.equal(
      await answer(map("a b?c#d")),
      `BadRequestException: A base path has letters, digits and $-_.+!*'() alone, and this one has others: "a b?c#d"`,
    );
    assert.equal(await answer(map("v1_a-b.c")), "");
  });

  it("is not made anew by an update when it is gone", async () => {
    const made = await map("gone");
    await account.aws.delete(made);
    assert.equal(
      await answer(account.aws.update(made, { ...base, basePath: "moved" })),
      "NotFoundException: Invalid base path mapping identifier specified",
    );
    assert.equal(await account.aws.read(made), undefined);
  });
});
