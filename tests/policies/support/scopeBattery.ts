import assert from "node:assert/strict";

import { judge, type FixtureProgram, type Run, type Said } from "./fixtureProgram";

/** What the battery needs of one policy. */
export interface ScopeSubject {
  /** The policy's name, `GW003-mapped-api`. */
  policy: string;
  /** A program that trips the policy at `resource` and at no other. */
  trips: () => FixtureProgram | Promise<FixtureProgram>;
  /** Name of the resource that the violation is at. */
  resource: string;
  /**
   * The same program with the value that decides not known yet: the policy has to stay silent. Left out for a policy
   * that no unknown value can keep from speaking.
   */
  unknown?: () => FixtureProgram | Promise<FixtureProgram>;
  /** Whether `decided-at-up` then names the resource under the rule. Default: true. */
  staysOpen?: boolean;
  /** Configuration that the policy trips under, beside `include` and `exclude`. Default: none. */
  settings?: Record<string, unknown>;
  /** Default: that of {@link judge}. */
  run?: Omit<Run, "config" | "now">;
}

const reason = "agreed with the partner";

/** Makes the tests that every policy has to pass: include, exclude with its reason and its end, and unknown values. */
export function describeScope(subject: ScopeSubject): void {
  const { policy, resource, settings = {}, run = {} } = subject;
  const rule = policy.split("-")[0] ?? "";
  const saidOf = async (config: Record<string, unknown>, now = "2026-06-15"): Promise<Said[]> =>
    judge(await subject.trips(), {
      ...run,
      config: { [policy]: { ...settings, ...config } },
      now: new Date(`${now}T12:00:00Z`),
    });
  const own = (said: Said[]): string[] =>
    said.filter((each) => each.policy === policy).map((each) => each.resource);
  const exempted = (said: Said[]): string =>
    said
      .filter((each) => each.policy === "exempted")
      .map(({ message }) => message)
      .join("\n");

  describe(`the scope of ${policy}`, () => {
    it("takes in every resource when nothing is configured", async () => {
      assert.deepEqual(own(await saidOf({})), [resource]);
    });

    it("takes in a resource that `include` names", async () => {
      assert.deepEqual(own(await saidOf({ include: [{ name: resource }] })), [resource]);
    });

    it("leaves out what `include` does not name, and says nothing of it", async () => {
      const said = await saidOf({ include: [{ name: "another" }] });

      assert.deepEqual(own(said), []);
      assert.equal(exempted(said), "");
    });

    it("leaves out what `exclude` names, and tells so with the reason", async () => {
      const said = await saidOf({ exclude: [{ urn: `*::${resource}`, reason }] });

      assert.deepEqual(own(said), []);
      assert.ok(exempted(said).includes(`${resource} (${rule}: ${reason})`), exempted(said));
    });

    it("keeps an exemption to the end of its last day", async () => {
      const exclude = [{ name: resource, reason, until: "2026-06-15" }];
      const said = await saidOf({ exclude });

      assert.deepEqual(own(said), []);
      assert.ok(
        exempted(said).includes(`${resource} (${rule}: ${reason}, until 2026-06-15)`),
        exempted(said),
      );
    });

    it("takes an exemption past its date as a violation of its own", async () => {
      const exclude = [{ name: resource, reason, until: "2026-06-15" }];
      const said = await saidOf({ exclude }, "2026-06-16");
      const ended = said.filter(({ message }) => message.includes("ended on 2026-06-15"));

      assert.deepEqual(own(said), [resource, resource]);
      assert.equal(exempted(said), "");
      assert.deepEqual(
        ended.map((each) => [each.policy, each.resource]),
        [[policy, resource]],
      );
    });

    const { unknown } = subject;
    if (unknown === undefined) return;
    it("stays silent while the value that decides is not known", async () => {
      const said = await judge(await unknown(), { ...run, config: { [policy]: settings } });
      const open = said
        .filter((each) => each.policy === "decided-at-up")
        .map(({ message }) => message)
        .join("\n");

      assert.deepEqual(own(said), []);
      const [, named = ""] = new RegExp(`\\b${resource} \\(([^)]*)\\)`).exec(open) ?? [];
      const names = named.split(", ").some((each) => isNamed(rule, each));
      assert.equal(names, subject.staysOpen ?? true, open);
    });
  });
}

/** Whether a part of the line `decided-at-up` names a rule: `TS004`, or `TS001 to TS008`. */
function isNamed(rule: string, part: string): boolean {
  const [first = "", last = first] = part.split(" to ");
  return first.replace(/\d+/, "") === rule.replace(/\d+/, "") && first <= rule && rule <= last;
}
