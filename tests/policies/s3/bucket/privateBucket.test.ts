import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const refused = ["GW006-truststore-bucket bucket mandatory"];
const bucket = "truststore-1234567";
const all = "http://acs.amazonaws.com/groups/global/AllUsers";

/** The compliant program with one more resource that configures the bucket. */
function and(type: string, inputs: Record<string, unknown>): FixtureProgram {
  const from = { bucket: ["bucket"] };
  return { ...compliantProgram(""), more: { type, inputs: { bucket, ...inputs }, from } };
}

function without(name: string, program = compliantProgram("")): FixtureProgram {
  return Object.fromEntries(Object.entries(program).filter(([each]) => each !== name));
}

const account = (settings: Record<string, boolean>): FixtureProgram[string] => ({
  type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  inputs: settings,
});

const acl = "aws:s3/bucketAcl:BucketAcl";
const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const everything = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** The policy of the compliant program with one more statement, without its own. */
function allowing(statement: Record<string, unknown>): FixtureProgram {
  const base = JSON.parse(String(compliantProgram("").bucketPolicy?.inputs.policy)) as {
    Statement: object;
  };
  const policy = { ...base, Statement: [base.Statement, { Effect: "Allow", ...statement }] };
  return changed(compliantProgram(""), "bucketPolicy", { policy: JSON.stringify(policy) });
}

const reading = { Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*` };

describe("GW006 on the bucket of a truststore", () => {
  const cases: [what: string, program: () => FixtureProgram, expected: string[]][] = [
    [
      "a public access block with a setting off",
      () => changed(compliantProgram(""), "publicAccess", { ignorePublicAcls: false }),
      refused,
    ],
    [
      "a public access block with a setting left out",
      () => changed(compliantProgram(""), "publicAccess", { restrictPublicBuckets: undefined }),
      refused,
    ],
    [
      "a setting that the account's block has on",
      () => ({
        ...changed(compliantProgram(""), "publicAccess", { blockPublicAcls: false }),
        account: account({ blockPublicAcls: true }),
      }),
      [],
    ],
    ["no block, as S3 sets one by itself", () => without("publicAccess"), []],
    [
      "no block beside one of the account that has settings off",
      () => ({ ...without("publicAccess"), account: account({ blockPublicAcls: false }) }),
      [],
    ],
    ["ObjectWriter", () => and(ownership, { rule: { objectOwnership: "ObjectWriter" } }), refused],
    [
      "BucketOwnerPreferred beside a private ACL, where public ACLs are ignored",
      () => ({
        ...and(ownership, { rule: { objectOwnership: "BucketOwnerPreferred" } }),
        acl: { type: acl, inputs: { bucket, acl: "private" }, from: { bucket: ["bucket"] } },
      }),
      [],
    ],
    [
      "BucketOwnerPreferred where S3 ignores public ACLs by itself",
      () =>
        without(
          "publicAccess",
          and(ownership, { rule: { objectOwnership: "BucketOwnerPreferred" } }),
        ),
      [],
    ],
    [
      "BucketOwnerEnforced",
      () => and(ownership, { rule: { objectOwnership: "BucketOwnerEnforced" } }),
      [],
    ],
    ["an ACL of public-read", () => and(acl, { acl: "public-read" }), refused],
    [
      "an ACL of public-read-write by a BucketAclV2",
      () => and("aws:s3/bucketAclV2:BucketAclV2", { acl: "public-read-write" }),
      refused,
    ],
    [
      "an ACL of log-delivery-write, which lets nobody in but S3's log delivery",
      () => and(acl, { acl: "log-delivery-write" }),
      [],
    ],
    ["a private ACL", () => and(acl, { acl: "private" }), []],
    [
      "an ACL in the bucket itself",
      () => changed(compliantProgram(""), "bucket", { acl: "authenticated-read" }),
      refused,
    ],
    [
      "a public object",
      () => changed(compliantProgram(""), "truststore", { acl: "public-read" }),
      refused,
    ],
    [
      "an object for the bucket's owner",
      () => changed(compliantProgram(""), "truststore", { acl: "bucket-owner-full-control" }),
      [],
    ],
    [
      "a grant to everybody",
      () =>
        and(acl, {
          accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: all } }], owner: {} },
        }),
      refused,
    ],
    [
      "a grant to everybody in the bucket itself",
      () => changed(compliantProgram(""), "bucket", { grants: [{ type: "Group", uri: all }] }),
      refused,
    ],
    [
      "a grant to the owner",
      () =>
        changed(compliantProgram(""), "bucket", { grants: [{ type: "CanonicalUser", id: "1" }] }),
      [],
    ],
    ["a policy for everybody", () => allowing(reading), refused],
    [
      "a policy for a role",
      () => allowing({ ...reading, Principal: { AWS: "arn:aws:iam::1:role/a" } }),
      [],
    ],
    [
      "a policy for everybody of an organization",
      () => allowing({ ...reading, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      [],
    ],
    [
      "a public policy in the bucket itself",
      () =>
        changed(without("bucketPolicy"), "bucket", {
          policy: allowing(reading).bucketPolicy?.inputs.policy,
        }),
      refused,
    ],
  ];
  for (const [what, program, expected] of cases) {
    it(`${expected.length === 0 ? "takes" : "refuses"} ${what}`, async () => {
      assert.deepEqual(await truststoreVerdicts(program()), expected);
    });
  }

  it("says what is open, with the value found", async () => {
    const program = changed(compliantProgram(""), "publicAccess", { blockPublicPolicy: false });

    assert.deepEqual(
      (await truststoreSaid(program)).map(({ message }) => message),
      [
        "GW006 error: truststore-1234567 holds a truststore, and its public access block leaves blockPublicPolicy off. (assumed, AWS does not say) Fix: Set blockPublicPolicy to true.",
      ],
    );
  });

  it("asks for a block when it is configured to, of the bucket or of the account", async () => {
    const config = { "GW006-truststore-bucket": { requirePublicAccessBlock: true } };
    const bare = without("publicAccess");

    assert.deepEqual(await truststoreVerdicts(bare, { config }), refused);
    assert.deepEqual(
      await truststoreVerdicts({ ...bare, account: account(everything) }, { config }),
      [],
    );
  });

  it("leaves open what is not known yet, and reports what is known beside it", async () => {
    const later = (name: string, inputs: Record<string, unknown>) =>
      changed(compliantProgram(""), name, inputs);
    const bad = { blockPublicAcls: false, blockPublicPolicy: unknown };

    for (const program of [
      later("bucketPolicy", { policy: unknown }),
      later("bucketPolicy", { policy: { Statement: [{ Resource: unknown }] } }),
      later("publicAccess", { blockPublicAcls: unknown }),
      later("truststore", { acl: unknown }),
      and(ownership, { rule: unknown }),
    ]) {
      assert.match(await openOn(program, "bucket"), /^GW006/);
      assert.deepEqual(await truststoreVerdicts(program), []);
    }
    assert.deepEqual(await truststoreVerdicts(later("publicAccess", bad)), refused);
  });
});

describeScope({
  policy: "GW006-truststore-bucket",
  resource: "bucket",
  trips: () => changed(compliantProgram(""), "publicAccess", { blockPublicAcls: false }),
  unknown: () => changed(compliantProgram(""), "publicAccess", { blockPublicAcls: unknown }),
});
