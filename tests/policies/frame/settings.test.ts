import assert from "node:assert/strict";

import { fitsGlob } from "../../../policies/frame/glob";
import { nameOf, Settings } from "../../../policies/frame/settings";

const urn = "urn:pulumi:prod::shop::a:b$aws:apigateway/restApi:RestApi::orders";
const at = (day: string): Date => new Date(`${day}T23:59:59Z`);

describe("the settings of a policy", () => {
  it("judge every resource when nothing is given", () => {
    assert.deepEqual(new Settings({}, at("2026-06-15")).scopeOf(urn), { standing: "judged" });
  });

  it("pick a resource by name and URN together", () => {
    const both = new Settings({ include: [{ name: "ord*", urn: "*::prod-*" }] }, at("2026-06-15"));
    const either = new Settings(
      { include: [{ name: "ord?rs" }, { urn: "*::prod-*" }] },
      at("2026-06-15"),
    );

    assert.equal(both.scopeOf(urn).standing, "left out");
    assert.equal(either.scopeOf(urn).standing, "judged");
  });

  it("let an exemption hold that has not ended, whatever else has", () => {
    const exclude = [
      { name: "orders", reason: "old", until: "2026-06-01" },
      { name: "orders", reason: "new", until: "2026-06-15" },
    ];
    const settings = (day: string) => new Settings({ exclude }, at(day));

    assert.deepEqual(settings("2026-06-15").scopeOf(urn), {
      standing: "exempted",
      exemption: exclude[1],
    });
    assert.deepEqual(settings("2026-06-16").scopeOf(urn), {
      standing: "judged",
      ended: exclude[0],
    });
  });

  it("give a property of the policy's own, or its default", () => {
    assert.equal(new Settings({ days: 0 }, at("2026-06-15")).value("days", 45), 0);
    assert.equal(new Settings({}, at("2026-06-15")).value("days", 45), 45);
  });

  it("know a resource's name although it holds colons", () => {
    assert.equal(nameOf("urn:pulumi:prod::shop::a:b:C::one::two"), "one::two");
  });
});

describe("a pattern", () => {
  const table: [text: string, pattern: string, fits: boolean][] = [
    ["orders", "orders", true],
    ["orders", "order", false],
    ["orders", "*", true],
    ["", "*", true],
    ["orders", "o*d*s", true],
    ["orders", "o?ders", true],
    ["orders", "orders?", false],
    ["a.b", "a?b", true],
    ["a*b", "a*b", true],
    ["x[1]", "x[1]", true],
    ["x1", "x[1]", false],
  ];
  for (const [text, pattern, fits] of table) {
    it(`${fits ? "fits" : "does not fit"}: "${pattern}" and "${text}"`, () => {
      assert.equal(fitsGlob(text, pattern), fits);
    });
  }

  it("of many stars does not take for ever on a text that it does not fit", () => {
    assert.equal(fitsGlob("a".repeat(10_000), `${"*a".repeat(200)}*b`), false);
  });
});
