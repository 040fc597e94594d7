import assert from "node:assert/strict";

import { inRanges, openLine } from "../../../policies/frame/decidedAtUp";

const urn = (name: string): string => `urn:pulumi:test::scenario::a:b:C::${name}`;

describe("the line of what is left open", () => {
  it("names each resource once, in order, with its rules", () => {
    const questions = [
      { rule: "TS005" as const, urn: urn("truststore") },
      { rule: "GW002" as const, urn: urn("domain") },
      { rule: "TS004" as const, urn: urn("truststore") },
    ];

    assert.equal(
      openLine(questions, true),
      "Decided at `up`, when the values are known: domain (GW002); truststore (TS004, TS005).",
    );
    assert.equal(
      openLine(questions.slice(1, 2), false),
      "Not decided, the values are not known to this run: domain (GW002).",
    );
  });

  it("takes three rules in a row together, and does not count from one family into another", () => {
    assert.equal(inRanges(["TS003", "TS001", "TS002"]), "TS001 to TS003");
    assert.equal(
      inRanges(["TS001", "TS002", "TS004", "GW009", "GW010"]),
      "GW009, GW010, TS001, TS002, TS004",
    );
    assert.equal(
      inRanges(["CF008", "CC009", "CC001", "CC002", "CC003"]),
      "CC001 to CC003, CC009, CF008",
    );
    assert.equal(inRanges(["GW008", "GW009", "GW010"]), "GW008 to GW010");
  });
});
