import assert from "node:assert/strict";
import * as fs from "node:fs";
import { everyFault, tryFault, type Fault } from "./support/fault";
import { PreparedStacks } from "./support/preparedStacks";
import { ProgramHosts } from "./support/programHosts";

/** A few of the faults that `npm run test:faults` tries: every kind, every operation, and what was hard to mend. */
const spread = [
  "create: kill -9 before configure default_7_48_0",
  "create: kill -9 after create gw-truststore-object",
  "create: kill -9 after create gw-edge-distribution",
  "change: kill -9 after create gw-pets-stage",
  "destroy: kill -9 after delete gw-domain-domain",
  "create: SIGINT before create gw-domain-domain",
  "destroy: SIGINT twice after delete gw-edge-distribution",
  "create: kill -9 of the stand-in after create gw-pets-api",
  "create: lost answer after create gw-server-certificate",
  "change: throttling before update gw-domain-domain",
];

describe("a gateway's stack at which something went wrong", function () {
  this.timeout(300_000);
  const hosts = new ProgramHosts();
  let prepared: PreparedStacks;
  let faults: Fault[];

  before(async () => {
    prepared = await PreparedStacks.make(hosts);
    faults = everyFault(prepared);
  });
  after(() => {
    prepared.dispose();
    hosts.dispose();
  });

  for (const name of spread) {
    it(`is mended after ${name}`, () => {
      const fault = faults.find((one) => one.name === name);
      assert.ok(fault, `there is no such fault: ${name}`);
      return tryFault(prepared, fault);
    });
  }

  it("is read again when the file beside its state is taken away that a crash has cut off", async () => {
    const stack = prepared.before("destroy");
    try {
      fs.truncateSync(stack.attributesFile);
      const torn = await stack.pulumi(["stack"], {});
      assert.equal(torn.stderr.trim(), "error: failed to load checkpoint: EOF");
      stack.dropTornAttributes();
      await stack.succeed(["stack"], {});
    } finally {
      stack.dispose();
    }
  });

  it("is tried with every kind of fault at every call that each operation makes of the provider", () => {
    const kinds = new Map<string, number>();
    for (const { operation, strike } of faults) {
      const kind = `${operation}: ${strike.kind}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    assert.deepEqual([...kinds.keys()].sort(), [
      "change: SIGINT",
      "change: SIGINT twice",
      "change: access denied",
      "change: kill -9",
      "change: kill -9 of the stand-in",
      "change: lost answer",
      "change: throttling",
      "create: SIGINT",
      "create: SIGINT twice",
      "create: access denied",
      "create: kill -9",
      "create: kill -9 of the stand-in",
      "create: lost answer",
      "create: throttling",
      "destroy: SIGINT",
      "destroy: SIGINT twice",
      "destroy: access denied",
      "destroy: kill -9",
      "destroy: kill -9 of the stand-in",
      "destroy: lost answer",
      "destroy: throttling",
      "refresh: access denied",
      "refresh: kill -9",
      "refresh: throttling",
    ]);
    const resources = prepared.calls.create.filter((call) => call.startsWith("create ")).length;
    assert.equal(kinds.get("create: SIGINT"), resources);
    assert.equal(kinds.get("destroy: SIGINT"), resources);
    assert.equal(kinds.get("create: kill -9 of the stand-in"), 2 * resources);
  });
});
