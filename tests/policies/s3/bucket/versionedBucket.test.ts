import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const refused = ["GW005-truststore-bucket bucket mandatory"];

/** The compliant program with versioning written into the bucket, or not at all. */
function inline(type: string, inputs: Record<string, unknown>): FixtureProgram {
  const { versioning, ...program } = compliantProgram("");
  assert.ok(versioning !== undefined);
  const bucket = { type, inputs: { bucket: "truststore-1234567", ...inputs } };
  return { ...changed(program, "truststore", {}, { dependsOn: [] }), bucket };
}

const v1 = "aws:s3/bucket:Bucket";
const v2 = "aws:s3/bucketV2:BucketV2";
const component: FixtureProgram[string] = {
  type: "acme:index:Storage",
  inputs: {},
  isComponent: true,
};
const status = (value: unknown) => ({ versioningConfiguration: { status: value } });

describe("GW005 on the bucket of a truststore", () => {
  const cases: [what: string, program: () => FixtureProgram, expected: string[]][] = [
    ["versioning that is suspended", () => versioned(status("Suspended")), refused],
    ["versioning that is disabled", () => versioned(status("Disabled")), refused],
    ["no versioning", () => inline(v1, {}), refused],
    ["versioning off in the bucket", () => inline(v1, { versioning: { enabled: false } }), refused],
    ["versioning in the bucket", () => inline(v1, { versioning: { enabled: true } }), []],
    ["versioning in a BucketV2", () => inline(v2, { versionings: [{ enabled: true }] }), []],
    ["no versioning in a BucketV2", () => inline(v2, {}), refused],
    ["a bucket with Object Lock", () => inline(v1, { objectLockEnabled: true }), []],
    [
      "a BucketVersioningV2",
      () => versioningOfType("aws:s3/bucketVersioningV2:BucketVersioningV2"),
      [],
    ],
    ["an object that does not wait for versioning", () => unordered({}), refused],
    [
      "an object that waits for what waits for versioning",
      () =>
        changed(
          unordered({ dependsOn: ["publicAccess"] }),
          "publicAccess",
          {},
          { dependsOn: ["versioning"] },
        ),
      [],
    ],
    [
      "an object in a component that waits for versioning",
      () => ({
        ...changed(unordered({}), "truststore", {}, { dependsOn: [], parent: "upload" }),
        upload: { ...component, dependsOn: ["versioning"] },
      }),
      [],
    ],
    [
      "an object that waits for a component with versioning in it",
      () => ({
        ...changed(unordered({ dependsOn: ["storage"] }), "versioning", {}, { parent: "storage" }),
        storage: component,
      }),
      [],
    ],
    [
      "an object that stands in one component with versioning, and does not wait for it",
      () => ({
        ...changed(
          changed(unordered({}), "truststore", {}, { dependsOn: [], parent: "storage" }),
          "versioning",
          {},
          { parent: "storage" },
        ),
        storage: component,
      }),
      refused,
    ],
    [
      "an object below the versioning resource",
      () => changed(unordered({}), "truststore", {}, { dependsOn: [], parent: "versioning" }),
      [],
    ],
    [
      "versioning that moves from the bucket into a resource of its own",
      () => changed(unordered({}), "bucket", {}, { outputs: { versioning: { enabled: true } } }),
      [],
    ],
    [
      "an object that does not wait in a bucket with Object Lock",
      () => changed(unordered({}), "bucket", { objectLockEnabled: true }),
      [],
    ],
    [
      "an object that has a version already, and is not uploaded again",
      () =>
        changed(
          unordered({}),
          "truststore",
          {},
          { dependsOn: [], outputs: { versionId: "3sL4kqtJlcpXroDTDmJ" } },
        ),
      [],
    ],
    [
      "an object that does not wait for versioning that is there already",
      () => changed(unordered({}), "versioning", {}, { outputs: { id: "truststore-1234567" } }),
      [],
    ],
  ];
  for (const [what, program, expected] of cases) {
    it(`${expected.length === 0 ? "takes" : "refuses"} ${what}`, async () => {
      assert.deepEqual(await truststoreVerdicts(program()), expected);
    });
  }

  it("says which object comes too early, and what to do about it", async () => {
    const said = await truststoreSaid(unordered({}));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        'GW005 error: truststore-1234567 holds the truststore truststore, which may be uploaded before versioning is on: nothing makes it wait, and its version is then "null". Fix: Let the object depend on the resource that turns versioning on (dependsOn).',
      ],
    );
  });

  it("asks nobody to wait while `up` runs, where the version itself says how it went", async () => {
    assert.deepEqual(await truststoreVerdicts(unordered({}), { isPreview: false }), []);
  });

  it("judges the bucket of a truststore that the program does not make", async () => {
    const uri = { truststoreUri: "s3://truststore-1234567/uploaded.pem", truststoreVersion: "1" };
    const base = changed(inline(v1, {}), "domain", { mutualTlsAuthentication: uri });
    const program = changed(base, "httpDomain", { mutualTlsAuthentication: uri });

    assert.deepEqual(await truststoreVerdicts(program), refused);
  });

  it("leaves buckets alone that hold no truststore, and those that the program does not make", async () => {
    const site = { type: v1, inputs: { bucket: "site" } };
    const { bucket, ...elsewhere } = compliantProgram("");
    assert.ok(bucket !== undefined);
    const unbound = Object.fromEntries(
      Object.entries(elsewhere).map(([name, each]) => {
        const from = Object.entries(each.from ?? {}).filter(([property]) => property !== "bucket");
        return [name, { ...each, from: Object.fromEntries(from) }];
      }),
    );

    assert.deepEqual(await truststoreVerdicts({ ...compliantProgram(""), site }), []);
    assert.deepEqual(await truststoreVerdicts(unbound), []);
  });

  it("joins by dependency what has no name yet", async () => {
    const named = ["bucket", "truststore", "versioning", "publicAccess", "bucketPolicy"];
    const unnamed = (program: FixtureProgram): FixtureProgram =>
      named.reduce((each, name) => changed(each, name, { bucket: unknown }), program);

    assert.deepEqual(await truststoreVerdicts(unnamed(compliantProgram(""))), []);
    assert.deepEqual(await truststoreVerdicts(unnamed(versioned(status("Suspended")))), refused);
  });

  it("leaves open a bucket without a name, when versioning is for a name that no bucket has yet", async () => {
    const unnamed = changed(compliantProgram(""), "bucket", { bucket: unknown });
    const program = changed(unnamed, "versioning", {}, { from: {} });

    assert.deepEqual(
      (await truststoreVerdicts(program)).filter((each) => each.startsWith("GW005")),
      [],
    );
    assert.match(await openOn(program, "bucket"), /^GW005/);
  });

  it("leaves the domain open while two objects of the bucket may be its truststore", async () => {
    const truststore = compliantProgram("").truststore as FixtureProgram[string];
    const copy = { ...truststore, inputs: { ...truststore.inputs, key: "other.pem" } };
    const from = {
      mutualTlsAuthentication: ["truststore", "copy"],
      regionalCertificateArn: ["certificate"],
    };
    const program = changed({ ...compliantProgram(""), copy }, "domain", {}, { from });

    assert.equal(await openOn(program, "domain"), "GW005 to GW007, TS001 to TS021");
  });

  it("leaves nothing open on a bucket that one domain proves wrong, whatever another asks for", async () => {
    const program = changed(versioned(status("Suspended")), "domain", {
      mutualTlsAuthentication: unknown,
    });

    assert.deepEqual(await truststoreVerdicts(program), refused);
    assert.doesNotMatch(await openOn(program, "bucket"), /GW005/);
  });

  it("leaves open what one of two unnamed buckets may have", async () => {
    const both = { from: { bucket: ["bucket", "other"] } };
    const other = { type: v1, inputs: {}, outputs: { bucket: unknown } };
    const program = { ...compliantProgram(""), other };
    const unnamed = changed(program, "bucket", { bucket: unknown });

    assert.equal(
      await openOn(changed(unnamed, "versioning", { bucket: unknown }, both), "bucket"),
      "GW005",
    );
  });

  function versioned(inputs: Record<string, unknown>): FixtureProgram {
    return changed(compliantProgram(""), "versioning", inputs);
  }

  function versioningOfType(type: string): FixtureProgram {
    return changed(compliantProgram(""), "versioning", {}, { type });
  }

  function unordered(rest: { dependsOn?: string[] }): FixtureProgram {
    return changed(compliantProgram(""), "truststore", {}, { dependsOn: [], ...rest });
  }
});

describeScope({
  policy: "GW005-truststore-bucket",
  resource: "bucket",
  trips: () => changed(compliantProgram(""), "versioning", status("Suspended")),
  unknown: () => changed(compliantProgram(""), "versioning", status(unknown)),
});
