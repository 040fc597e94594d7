import assert from "node:assert/strict";
import {
  checkBucketPrivacy,
  checkBucketTransport,
  checkBucketVersioning,
  type BucketPrivacyFacts,
} from "@mtls-gateway/pki";

const bucket = "trust";

describe("checkBucketVersioning", () => {
  it("finds nothing in a versioned bucket, nor in one of which nothing is known", () => {
    assert.deepEqual(checkBucketVersioning({ bucket, versioning: "Enabled" }), []);
    assert.deepEqual(checkBucketVersioning({ bucket }), []);
    assert.deepEqual(checkBucketVersioning({ bucket, unorderedObject: "ca.pem" }), []);
  });

  it("names the state found", () => {
    const messages = ["Suspended", null].map(
      (versioning) => checkBucketVersioning({ bucket, versioning })[0]?.message,
    );

    assert.deepEqual(messages, [
      "trust holds a truststore and has the versioning Suspended: the truststore's version cannot be pinned.",
      "trust holds a truststore and has no versioning: the truststore's version cannot be pinned.",
    ]);
  });

  it("says of a bucket without versioning nothing about the order", () => {
    const found = checkBucketVersioning({ bucket, versioning: null, unorderedObject: "ca.pem" });

    assert.equal(found.length, 1);
    assert.ok(!found[0]?.message.includes("ca.pem"));
  });
});

describe("checkBucketPrivacy", () => {
  const allow = (statement: object): BucketPrivacyFacts => ({
    bucket,
    policy: {
      Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", ...statement },
    },
  });
  const when = (operator: string, key: string, value: unknown): BucketPrivacyFacts =>
    allow({ Condition: { [operator]: { [key]: value } } });

  const cases: [what: string, facts: BucketPrivacyFacts, isOpen: boolean][] = [
    ["everybody", allow({}), true],
    ["everybody as AWS principal", allow({ Principal: { AWS: ["*"] } }), true],
    ["everybody but one", allow({ Principal: undefined, NotPrincipal: { AWS: "1" } }), true],
    ["one account", allow({ Principal: { AWS: "123456789012" } }), false],
    ["a service", allow({ Principal: { Service: "cloudfront.amazonaws.com" } }), false],
    ["nobody, by a Deny", allow({ Effect: "Deny" }), false],
    ["an endpoint", when("StringEquals", "aws:SourceVpce", "vpce-1"), false],
    ["an endpoint, any case", when("stringequals", "AWS:sourcevpce", "vpce-1"), false],
    ["any endpoint", when("StringLike", "aws:SourceVpce", "vpce-*"), true],
    ["all endpoints but one", when("StringNotEquals", "aws:SourceVpce", "vpce-1"), true],
    ["an endpoint, if there is one", when("StringEqualsIfExists", "aws:SourceVpce", "v"), true],
    ["a set that may be empty", when("ForAllValues:StringEquals", "aws:SourceVpc", "v"), true],
    ["one of a set", when("ForAnyValue:StringEquals", "aws:SourceVpc", ["v", "w"]), false],
    ["a set with a wildcard in it", when("StringLike", "aws:SourceVpc", ["v", "*"]), true],
    ["a variable", when("StringEquals", "aws:userid", "${aws:username}"), true],
    ["a network", when("IpAddress", "aws:SourceIp", "192.0.2.0/24"), false],
    ["every network", when("IpAddress", "aws:SourceIp", "0.0.0.0/0"), true],
    ["half of all networks", when("IpAddress", "aws:SourceIp", ["0.0.0.0/1"]), true],
    ["a private network", when("IpAddress", "aws:SourceIp", "10.0.0.0/8"), false],
    ["one address", when("IpAddress", "aws:SourceIp", "192.0.2.7"), false],
    ["networks of IPv6", when("IpAddress", "aws:SourceIp", "2001:db8::/32"), false],
    ["all of IPv6 in use", when("IpAddress", "aws:SourceIp", "2000::/3"), true],
    [
      "a unit of an organization",
      when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2/r-ab12/ou-1/*"),
      false,
    ],
    [
      "units of any organization",
      when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-ab12/*"),
      true,
    ],
    ["sessions of a role", when("StringLike", "aws:userid", "AROAEXAMPLEID1234567:*"), false],
    ["callers over HTTPS", when("Bool", "aws:SecureTransport", "true"), true],
    [
      "access points of an account",
      when("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:us-east-2:123456789012:accesspoint/*"),
      false,
    ],
  ];
  for (const [what, facts, isOpen] of cases) {
    it(`takes a policy for ${what} as ${isOpen ? "public" : "not public"}`, () => {
      assert.equal(checkBucketPrivacy(facts).length, isOpen ? 1 : 0);
    });
  }

  it("reads a policy as text too, and says nothing about what is no policy", () => {
    const { policy } = allow({});

    assert.equal(checkBucketPrivacy({ bucket, policy: JSON.stringify(policy) }).length, 1);
    for (const none of ["{", "[]", "1", {}, { Statement: "x" }, null, undefined]) {
      assert.deepEqual(checkBucketPrivacy({ bucket, policy: none }), []);
    }
  });

  it("finds everything at once, with the values", () => {
    const messages = checkBucketPrivacy({
      ...allow({}),
      publicAccessBlock: { blockPublicAcls: false, ignorePublicAcls: false },
      objectOwnership: "ObjectWriter",
      acls: [
        { of: "it", acl: "public-read" },
        { of: "its object ca.pem", acl: "private" },
      ],
      granteeGroups: [
        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
        "http://acs.amazonaws.com/groups/s3/LogDelivery",
      ],
    }).map(({ message }) => message);

    assert.deepEqual(messages, [
      "trust holds a truststore, and its public access block leaves blockPublicAcls, ignorePublicAcls off.",
      "trust holds a truststore and has the object ownership ObjectWriter, with which access control lists count.",
      "trust holds a truststore, and it has the ACL public-read.",
      "trust holds a truststore, and its ACL grants something to http://acs.amazonaws.com/groups/global/AuthenticatedUsers.",
      "trust holds a truststore, and its policy allows everybody s3:GetObject, with no condition of a fixed value that narrows it.",
    ]);
  });

  it("speaks of BucketOwnerPreferred only where public ACLs count, and of ObjectWriter always", () => {
    const messages = (objectOwnership: string, ignorePublicAcls?: boolean): number =>
      checkBucketPrivacy({ bucket, objectOwnership, publicAccessBlock: { ignorePublicAcls } })
        .map(({ message }) => message)
        .filter((message) => message.includes(`the object ownership ${objectOwnership}`)).length;

    assert.deepEqual(
      [true, undefined, false].map((each) => messages("BucketOwnerPreferred", each)),
      [0, 0, 1],
    );
    assert.equal(messages("ObjectWriter", true), 1);
  });

  it("takes S3's defaults as private, and asks for a block where it is told to", () => {
    const defaults = { bucket, publicAccessBlock: null, objectOwnership: null, policy: null };

    assert.deepEqual(checkBucketPrivacy(defaults), []);
    assert.deepEqual(
      checkBucketPrivacy({ ...defaults, needsBlock: true }).map(({ message }) => message),
      ["trust holds a truststore and has no public access block."],
    );
  });
});

describe("checkBucketTransport", () => {
  const deny = (statement: object = {}): unknown => ({
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "arn:aws:s3:::trust/*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...statement,
      },
    ],
  });
  const isKept = (policy: unknown, object?: string): boolean =>
    checkBucketTransport({ bucket, object, policy }).length === 0;
  const secure = (operator: string, value: unknown) => ({
    Condition: { [operator]: { "aws:SecureTransport": value } },
  });

  const cases: [what: string, policy: unknown, isKept: boolean][] = [
    ["every action", deny(), true],
    ["actions by pattern", deny({ Action: ["s3:Get*", "s3:PutObj?ct"] }), true],
    ["everything", deny({ Action: "*", Resource: "*" }), true],
    ["in another partition", deny({ Resource: "arn:aws-cn:s3:::trust/*" }), true],
    ["a flag as a flag", deny(secure("Bool", false)), true],
    ["a missing flag too", deny(secure("BoolIfExists", ["false"])), true],
    ["reading alone", deny({ Action: "s3:GetObject" }), false],
    ["the bucket without its objects", deny({ Resource: "arn:aws:s3:::trust" }), false],
    ["another bucket", deny({ Resource: "arn:aws:s3:::other/*" }), false],
    ["HTTPS instead", deny(secure("Bool", "true")), false],
    ["one principal", deny({ Principal: { AWS: "arn:aws:iam::1:role/a" } }), false],
    [
      "only when something else holds too",
      deny({
        Condition: {
          Bool: { "aws:SecureTransport": "false", "aws:MultiFactorAuthPresent": "false" },
        },
      }),
      false,
    ],
    ["nothing: an Allow over HTTPS binds no other policy", deny({ Effect: "Allow" }), false],
  ];
  for (const [what, policy, expected] of cases) {
    it(`${expected ? "takes" : "speaks of"} a policy that denies ${what}`, () => {
      assert.equal(isKept(policy, "trust/ca.pem"), expected);
    });
  }

  it("takes any resource while the object's name is not known", () => {
    assert.ok(isKept(deny({ Resource: "arn:aws:s3:::other/*" })));
  });

  it("names what is left open", () => {
    const [found] = checkBucketTransport({ bucket, policy: deny({ Action: "s3:GetObject" }) });

    assert.equal(
      found?.message,
      "trust holds a truststore, and its policy does not deny everybody s3:PutObject over plain HTTP.",
    );
  });

  it("says nothing of a policy that is not known, or is none", () => {
    assert.ok(isKept(undefined));
    assert.ok(isKept("{"));
  });
});
