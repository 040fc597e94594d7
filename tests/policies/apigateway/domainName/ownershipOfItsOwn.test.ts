import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW009", () => {
  it("refuses an ownership certificate that is another mTLS domain's server certificate", async () => {
    assert.deepEqual(await judge(shared()), [
      {
        policy: "GW009-domain",
        resource: "domain",
        level: "mandatory",
        message:
          "GW009 error: api.example.com has the ownership verification certificate certificate, which is the server certificate of http.example.com, an mTLS domain too. " +
          "Fix: Request an ACM certificate for ownership verification alone.",
      },
    ]);
  });

  it("takes one that no other domain shows", async () => {
    const proof: Fixture = {
      type: "aws:acm/certificate:Certificate",
      inputs: { domainName: "api.example.com", validationMethod: "DNS" },
      outputs: { arn: unknown },
    };
    const from = { ...shared().domain?.from, ownershipVerificationCertificateArn: ["proof"] };

    assert.deepEqual(await verdicts(changed({ proof, ...shared() }, "domain", {}, { from })), []);
  });

  it("takes one that a domain without mutual TLS shows", async () => {
    const program = changed(shared(), "httpDomain", { mutualTlsAuthentication: undefined });

    assert.deepEqual(await verdicts(program), []);
  });

  it("joins certificates of elsewhere by their ARNs", async () => {
    const arn = "arn:aws:acm:us-east-2:123456789012:certificate/9";
    const program = changed(shared(), "domain", { ownershipVerificationCertificateArn: arn });
    const domainNameConfiguration = {
      certificateArn: arn,
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    };

    assert.deepEqual(await verdicts(changed(program, "httpDomain", { domainNameConfiguration })), [
      "GW009-domain domain mandatory",
    ]);
  });

  describeScope({
    policy: "GW009-domain",
    resource: "domain",
    trips: shared,
    unknown: () => changed(shared(), "domain", { mutualTlsAuthentication: unknown }),
  });
});

/** The REST domain has an imported server certificate, and proves its name with the HTTP domain's. */
function shared(): FixtureProgram {
  const server: Fixture = {
    type: "aws:acm/certificate:Certificate",
    inputs: { certificateBody: unknown, privateKey: unknown },
    outputs: { arn: unknown },
  };
  return changed(
    { server, ...gatewayAlone() },
    "domain",
    { ownershipVerificationCertificateArn: unknown },
    {
      from: {
        mutualTlsAuthentication: ["truststore"],
        regionalCertificateArn: ["server"],
        ownershipVerificationCertificateArn: ["certificate"],
      },
    },
  );
}

/** The compliant program without CloudFront, which takes no imported server certificate. */
function gatewayAlone(): FixtureProgram {
  const { distribution, ...program } = compliantProgram("");
  assert.ok(distribution !== undefined);
  return program;
}
