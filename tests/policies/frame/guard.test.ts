import { unknownCheckingProxy, type ResourceValidationPolicy } from "@pulumi/policy";
import assert from "node:assert/strict";

import { guarded, secondsAllowed } from "../../../policies/frame/guard";
import { unknown } from "../support/fixtureProgram";

/** A policy whose function does this, guarded. */
function policyThat(work: () => unknown): () => Promise<unknown> {
  const policy = {
    name: "GW003-mapped-api",
    description: "",
    validateResource: Object.assign(work, { __pulumiType: "a:b:C" }),
  } as unknown as ResourceValidationPolicy;
  const [copy] = guarded([policy], 60);
  return copy?.validateResource as unknown as () => Promise<unknown>;
}

describe("the guard of a policy", () => {
  it("hands on what the policy returns, and the type that it is for", async () => {
    const validate = policyThat(() => Promise.resolve(1));

    assert.equal(await validate(), 1);
    assert.equal((validate as { __pulumiType?: string }).__pulumiType, "a:b:C");
  });

  it("names the policy in one line when it throws at once or later", async () => {
    const line =
      "the policy GW003-mapped-api crashed (RangeError: no), so nothing is known to be right. This is a bug of the pack.";
    const throwing = policyThat(() => {
      throw new RangeError("no");
    });
    const rejecting = policyThat(() => Promise.reject(new RangeError("no")));

    assert.throws(() => void throwing(), { name: "PackError", message: line, stack: line });
    await assert.rejects(async () => rejecting(), {
      name: "PackError",
      message: line,
      stack: line,
    });
  });

  it("lets an unknown value through, which is no crash", async () => {
    const proxied = unknownCheckingProxy as unknown as (value: object) => { content: unknown };
    const validate = policyThat(() =>
      Promise.resolve().then(() => proxied({ content: unknown }).content),
    );

    await assert.rejects(
      validate,
      (error: Error) => error.constructor.name === "UnknownValueError",
    );
  });

  it("takes its limit from the environment, 60 s by default", () => {
    assert.equal(secondsAllowed({}), 60);
    assert.equal(secondsAllowed({ MTLS_GATEWAY_POLICY_SECONDS: "0.5" }), 0.5);
    for (const given of ["", "0", "-1", "soon", "86401", "Infinity"]) {
      assert.throws(() => secondsAllowed({ MTLS_GATEWAY_POLICY_SECONDS: given }), {
        message: `MTLS_GATEWAY_POLICY_SECONDS is "${given}". Give seconds, more than 0 and at most 86400.`,
      });
    }
  });
});
