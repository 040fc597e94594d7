import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  leftOpen,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const acm = "aws:acm/certificate:Certificate";
const refused = ["GW008-domain domain mandatory"];

describe("GW008", () => {
  it("refuses an imported server certificate without an ownership certificate", async () => {
    const said = await judge(withServer(imported()));

    assert.deepEqual(said, [
      {
        policy: "GW008-domain",
        resource: "domain",
        level: "mandatory",
        message:
          "GW008 error: api.example.com has a server certificate that was imported into ACM, and no ownership verification certificate. " +
          "Fix: Set ownershipVerificationCertificateArn to an ACM-issued certificate of the same names.",
      },
    ]);
  });

  it("refuses a server certificate of Private CA without one", async () => {
    const inputs = { domainName: "api.example.com", certificateAuthorityArn: unknown };

    assert.deepEqual(await verdicts(withServer({ type: acm, inputs })), refused);
  });

  it("takes an imported server certificate with one that ACM issues, through its validation", async () => {
    const program = withOwnership(withServer(imported()), ["validation"], {
      ...acmIssued("proof"),
      validation: {
        type: "aws:acm/certificateValidation:CertificateValidation",
        inputs: { certificateArn: unknown },
        from: { certificateArn: ["proof"] },
      },
    });

    assert.deepEqual(await verdicts(program), []);
  });

  it("refuses an ownership certificate that is not needed, and names it", async () => {
    const said = await judge(withOwnership(gatewayAlone(), ["proof"], acmIssued("proof")));

    assert.deepEqual(
      said.map(({ policy }) => policy),
      ["GW008-domain"],
    );
    assert.match(said[0]?.message ?? "", /the ownership verification certificate proof, which is/);
  });

  it("refuses an ownership certificate that is imported itself", async () => {
    const program = withOwnership(withServer(imported()), ["proof"], { proof: imported() });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("joins certificates by their ARNs where those are known", async () => {
    const arn = "arn:aws:acm:us-east-2:123456789012:certificate/1";
    const program = changed(
      withServer({ ...imported(), outputs: { arn } }),
      "domain",
      { regionalCertificateArn: arn },
      { from: { mutualTlsAuthentication: ["truststore"] } },
    );

    assert.deepEqual(await verdicts(program), refused);
  });

  it("says nothing of a server certificate that the program does not make", async () => {
    const regionalCertificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/9";

    assert.deepEqual(
      await verdicts(changed(gatewayAlone(), "domain", { regionalCertificateArn })),
      [],
    );
  });

  it("leaves a domain open that may not ask for certificates at all", async () => {
    const program = changed(withServer(imported()), "domain", { mutualTlsAuthentication: unknown });

    assert.match(await leftOpen(program), /domain \([^)]*GW008[^)]*\)/);
    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("refuses the same on an HTTP domain", async () => {
    const program = { ...gatewayAlone(), certificate: imported() };

    assert.deepEqual(await verdicts(program), [
      "GW008-domain domain mandatory",
      "GW008-domain httpDomain mandatory",
    ]);
  });

  it("leaves an HTTP domain open that does not tell which certificate is which", async () => {
    const program = changed(
      { ...gatewayAlone(), server: imported() },
      "httpDomain",
      {
        domainNameConfiguration: {
          certificateArn: unknown,
          ownershipVerificationCertificateArn: unknown,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      },
      {
        from: {
          mutualTlsAuthentication: ["truststore"],
          domainNameConfiguration: ["server", "certificate"],
        },
      },
    );

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: httpDomain (GW008, GW009).",
    );
  });

  describeScope({
    policy: "GW008-domain",
    resource: "domain",
    trips: () => withServer(imported()),
    unknown: () =>
      changed(
        withServer(imported()),
        "domain",
        {},
        { from: { mutualTlsAuthentication: ["truststore"] } },
      ),
  });
});

function imported(): Fixture {
  return {
    type: acm,
    inputs: { certificateBody: unknown, privateKey: unknown },
    outputs: { arn: unknown },
  };
}

function acmIssued(name: string): FixtureProgram {
  return {
    [name]: {
      type: acm,
      inputs: { domainName: "api.example.com", validationMethod: "DNS" },
      outputs: { arn: unknown },
    },
  };
}

/** The REST domain with this server certificate. */
function withServer(server: Fixture): FixtureProgram {
  const from = { mutualTlsAuthentication: ["truststore"], regionalCertificateArn: ["server"] };
  return changed({ server, ...gatewayAlone() }, "domain", {}, { from });
}

/** The REST domain with an ownership certificate that comes from these resources. */
function withOwnership(
  program: FixtureProgram,
  sources: string[],
  certificates: FixtureProgram,
): FixtureProgram {
  const from = { ...program.domain?.from, ownershipVerificationCertificateArn: sources };
  const inputs = { ownershipVerificationCertificateArn: unknown };
  return changed({ ...certificates, ...program }, "domain", inputs, { from });
}

/** The compliant program without CloudFront, which takes no imported server certificate. */
function gatewayAlone(): FixtureProgram {
  const { distribution, ...program } = compliantProgram("");
  assert.ok(distribution !== undefined);
  return program;
}
