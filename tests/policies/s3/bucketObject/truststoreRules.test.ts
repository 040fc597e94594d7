import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { asset } from "@pulumi/pulumi";
import { rules, Truststore, type RuleId } from "@mtls-gateway/pki";

import { now, pem } from "../../../pki/support/actors";
import {
  rootAndIssuing,
  truststoreCases,
  type TruststoreCase,
} from "../../../pki/support/truststoreCases";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { goodTruststore } from "../../support/goodTruststore";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

/** The compliant program with the truststore of a case of pki. */
async function programOf({ make, objectKey = "truststore.pem" }: TruststoreCase) {
  return withTruststore(await make(), objectKey);
}

async function endingIn2030(): Promise<FixtureProgram> {
  const notAfter = new Date("2030-01-01T00:00:00Z");
  return withTruststore(pem(...(await rootAndIssuing({}, { notAfter }))));
}

function withTruststore(content: string, key = "truststore.pem"): FixtureProgram {
  return changed(compliantProgram(""), "truststore", { content, key });
}

describe("the policies on the content of a truststore", () => {
  for (const each of truststoreCases) {
    const what = each.rules.join(" and ") || "nothing";
    it(`trip ${what} alone on ${each.name}`, async () => {
      const expected = each.rules.map((rule) => {
        const level = rules[rule as RuleId].severity === "error" ? "mandatory" : "advisory";
        return `${rule}-truststore truststore ${level}`;
      });

      assert.deepEqual(await truststoreVerdicts(await programOf(each), { now }), expected);
    });
  }

  it("look ahead for the days configured", async () => {
    const case10 = truststoreCases.find(({ name }) => name === "expires-in-ten-days");
    assert.ok(case10 !== undefined);
    const program = await programOf(case10);
    const within = (expiresWithinDays: number) =>
      truststoreVerdicts(program, { now, config: { "TS010-truststore": { expiresWithinDays } } });

    assert.deepEqual(await within(9), []);
    assert.deepEqual(await within(11), ["TS010-truststore truststore advisory"]);
  });

  it("judge the key of an object whose content nobody knows", async () => {
    const program = changed(compliantProgram(""), "truststore", {
      content: unknown,
      key: "truststore.txt",
    });

    const said = await truststoreSaid(program);

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        'TS018 warning: The object key "truststore.txt" does not end in .pem. Fix: Name the object with the extension .pem.',
      ],
    );
  });

  it("leave a copy of an object open, whose content no program tells, but for its key", async () => {
    const copy: FixtureProgram = {
      ...compliantProgram(""),
      truststore: {
        type: "aws:s3/objectCopy:ObjectCopy",
        inputs: {
          bucket: "truststore-1234567",
          key: "truststore.pem",
          source: "central-truststores/partners.pem",
        },
        outputs: { versionId: unknown },
        from: { bucket: ["bucket"] },
        dependsOn: ["versioning"],
      },
    };

    assert.deepEqual(await truststoreVerdicts(copy), []);
    assert.equal(await openOn(copy, "truststore"), "TS001 to TS017, TS019 to TS021");
  });

  it("read a file beside an empty text, as a provider's outputs may have one", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truststore-"));
    try {
      const file = path.join(folder, "truststore.pem");
      fs.writeFileSync(file, goodTruststore);
      const program = changed(compliantProgram(""), "truststore", {
        content: "",
        source: new asset.FileAsset(file),
      });

      assert.deepEqual(await truststoreVerdicts(program), []);
      assert.equal(await openOn(program, "truststore"), "");
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("judge an object of the older generation alike", async () => {
    const program = withTruststore("");
    const old = { ...program.truststore, type: "aws:s3/bucketObject:BucketObject" };

    assert.deepEqual(
      await truststoreVerdicts({ ...program, truststore: old as FixtureProgram[string] }),
      ["TS003-truststore truststore mandatory"],
    );
  });

  it("parse a truststore once, whatever the number of rules, domains and days, and check it once for each", async () => {
    const read = Truststore.read.bind(Truststore);
    let count = 0;
    const checkedFor: unknown[] = [];
    Truststore.read = (...given) => {
      count += 1;
      const truststore = read(...given);
      const check = truststore.check.bind(truststore);
      truststore.check = (options) => {
        checkedFor.push(options?.expiresWithinDays);
        return check(options);
      };
      return truststore;
    };
    try {
      const known = {
        mutualTlsAuthentication: {
          truststoreUri: "s3://truststore-1234567/truststore.pem",
          truststoreVersion: "1",
        },
      };
      const program = changed(changed(compliantProgram(""), "domain", known), "httpDomain", known);
      const config = { "TS010-truststore": { expiresWithinDays: 7 } };
      await truststoreSaid(program, { isPreview: false, config });
    } finally {
      Truststore.read = read;
    }

    assert.equal(count, 1);
    assert.deepEqual(checkedFor, [45, 7]);
  });

  it("do not stop the domain of a truststore that is exempted while `up` runs", async () => {
    const program = changed(withTruststore(""), "domain", {
      mutualTlsAuthentication: {
        truststoreUri: "s3://truststore-1234567/truststore.pem",
        truststoreVersion: "1",
      },
    });
    const exclude = [{ name: "truststore", reason: "filled by another team" }];

    assert.deepEqual(
      await truststoreVerdicts(program, {
        isPreview: false,
        config: { "TS003-truststore": { exclude } },
      }),
      [],
    );
  });
});

for (const rule of Object.keys(rules).filter((id) => id.startsWith("TS"))) {
  const broken = truststoreCases.find((each) => each.rules.includes(rule));
  assert.ok(broken !== undefined, rule);
  describeScope({
    policy: `${rule}-truststore`,
    resource: "truststore",
    // The battery asks at other times than the cases of pki do.
    trips: () => (rule === "TS010" ? endingIn2030() : programOf(broken)),
    settings: rule === "TS010" ? { expiresWithinDays: 5 * 365 } : {},
    unknown: () =>
      changed(
        compliantProgram(""),
        "truststore",
        rule === "TS018" ? { key: unknown } : { content: unknown },
      ),
  });
}
