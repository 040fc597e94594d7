import assert from "node:assert/strict";

import { changed, compliantProgram, httpsOnly } from "../../support/compliantProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const refused = ["GW007-truststore-bucket bucket advisory"];

function withPolicy(policy: unknown): FixtureProgram {
  return changed(compliantProgram(""), "bucketPolicy", { policy });
}

function withoutPolicy(): FixtureProgram {
  const { bucketPolicy, ...program } = compliantProgram("");
  assert.ok(bucketPolicy !== undefined);
  return program;
}

describe("GW007 on the bucket of a truststore", () => {
  it("speaks of a bucket without a policy", async () => {
    assert.deepEqual(
      (await truststoreSaid(withoutPolicy())).map(({ message }) => message),
      [
        "GW007 warning: truststore-1234567 holds a truststore and has no policy that denies s3:GetObject and s3:PutObject over plain HTTP. (assumed, AWS does not say) Fix: Deny every request whose aws:SecureTransport is false in the bucket policy.",
      ],
    );
  });

  it("speaks of a policy for the bucket alone, without the objects in it", async () => {
    const policy = httpsOnly.replace(',"arn:aws:s3:::truststore-1234567/*"', "");

    assert.notEqual(policy, httpsOnly);
    assert.deepEqual(await truststoreVerdicts(withPolicy(policy)), refused);
  });

  it("takes a policy that is written out as a document, and one in the bucket itself", async () => {
    const inBucket = changed(withoutPolicy(), "bucket", { policy: httpsOnly });

    assert.deepEqual(await truststoreVerdicts(withPolicy(JSON.parse(httpsOnly))), []);
    assert.deepEqual(await truststoreVerdicts(inBucket), []);
  });

  it("leaves a policy open that holds an ARN which is not known yet", async () => {
    const program = withPolicy({ Statement: [{ Effect: "Deny", Resource: unknown }] });

    assert.deepEqual(await truststoreVerdicts(program), []);
    assert.equal(await openOn(program, "bucket"), "GW006, GW007");
  });
});

describeScope({
  policy: "GW007-truststore-bucket",
  resource: "bucket",
  trips: withoutPolicy,
  unknown: () => withPolicy(unknown),
});
