import { CloudFrontClient, GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import assert from "node:assert/strict";
import { ClockedAccount } from "../support/clockedAccount";
import { distributionInputs, originInputs } from "../support/distributionInputs";
import { eventually } from "../support/eventually";
import type { Kept, Plain } from "../support/providerClient";

const token = "aws:cloudfront/distribution:Distribution";
const minute = 60_000;

describe("the life of a distribution on this machine", () => {
  let here: ClockedAccount;
  beforeEach(async () => {
    here = await ClockedAccount.start({ region: "us-east-1", distributionDeployMs: 5 * minute });
  });
  afterEach(() => here.account.dispose());

  const inputs = distributionInputs([originInputs("api.example.com")]);
  const unwaited = { ...inputs, waitForDeployment: false };
  const create = (given: Plain) => here.account.aws.create(token, "edge", given);
  /** `Status` and whether it is enabled, as the AWS SDK reads it; [] when it is gone. */
  const seen = async (id: string) => {
    const sdk = new CloudFrontClient(here.wire("us-east-1"));
    return sdk.send(new GetDistributionCommand({ Id: id })).then(
      ({ Distribution: found }) => [found?.Status, found?.DistributionConfig?.Enabled],
      () => [],
    );
  };
  const until = (id: string, ...wanted: unknown[]) =>
    eventually(async () => String(await seen(id)) === String(wanted));
  const status = async (kept: Kept) => (await here.account.aws.read(kept))?.outputs.status;

  it("is InProgress after each change, for as long as was asked for, and tags are no change", async () => {
    const made = await create(unwaited);
    assert.equal(made.outputs.status, "InProgress");
    assert.deepEqual(await seen(made.id), ["InProgress", true]);
    here.pass(5 * minute - 1);
    assert.equal(await status(made), "InProgress");
    here.pass(1);
    assert.equal(await status(made), "Deployed");
    const changed = await here.account.aws.update(made, { ...unwaited, comment: "changed" });
    assert.equal(changed.outputs.status, "InProgress");
    assert.notEqual(changed.outputs.etag, made.outputs.etag);
    here.pass(5 * minute);
    const tagged = { ...unwaited, comment: "changed", tags: { of: "one" } };
    const { outputs } = await here.account.aws.update(changed, tagged);
    assert.deepEqual([outputs.status, outputs.etag], ["Deployed", changed.outputs.etag]);
  });

  it("is waited for unless the program says waitForDeployment: false", async () => {
    let ended = false;
    const creating = create(inputs).finally(() => (ended = true));
    const view = () => here.account.local.account.distributions()[0];
    await eventually(() => view() !== undefined);
    const id = view()?.id ?? "";
    assert.deepEqual([await seen(id), ended], [["InProgress", true], false]);
    here.pass(5 * minute);
    const made = await creating;
    assert.deepEqual([made.id, made.outputs.status], [id, "Deployed"]);
  });

  it("ends with a distribution that is disabled first, and deleted when that is deployed", async () => {
    const made = await create(unwaited);
    const deleting = here.account.aws.delete(made);
    here.pass(5 * minute);
    await until(made.id, "InProgress", false);
    here.pass(5 * minute);
    await deleting;
    assert.deepEqual(await seen(made.id), []);
  });

  it("ends also where somebody enables it meanwhile: CloudFront deletes none that is enabled", async () => {
    const made = await create(unwaited);
    here.pass(5 * minute);
    const deleting = here.account.aws.delete(made);
    await until(made.id, "InProgress", false);
    await here.account.aws.update(made, { ...unwaited, comment: "enabled again" });
    assert.deepEqual(await seen(made.id), ["InProgress", true]);
    here.pass(5 * minute);
    await until(made.id, "InProgress", false);
    here.pass(5 * minute);
    await deleting;
    assert.deepEqual(await seen(made.id), []);
  });
});
