import assert from "node:assert/strict";

import { edgeProgram, edgeVerdicts } from "../../support/edgeProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";

describe("an origin whose name is that of a domain in each of two Regions", () => {
  it("is judged by both domains: CC109 by both truststores, CF006 by both certificates", async () => {
    assert.deepEqual(await edgeVerdicts(inTwoRegions(["stranger"], "arn:aws:acm-pca:1")), [
      "CC109-edge-certificate edge mandatory",
      "CF006-origin-domain second mandatory",
    ]);
  });

  it("is taken where both are in order, its one certificate counted once", async () => {
    assert.deepEqual(await edgeVerdicts(inTwoRegions(["root"], undefined)), []);
  });
});

/** The edge program with a second domain of the origin's name, its own truststore and server certificate. */
function inTwoRegions(
  authorities: string[],
  certificateAuthorityArn: string | undefined,
): FixtureProgram {
  const program = edgeProgram();
  const { domain, truststore, root, rootKey, certificate } = program;
  if (!domain || !truststore || !root || !rootKey || !certificate) throw new Error("no domain");
  return {
    ...program,
    strangerKey: rootKey,
    stranger: {
      ...root,
      inputs: { ...root.inputs, subject: { commonName: "Stranger" } },
      from: { privateKeyPem: ["strangerKey"] },
    },
    secondTruststore: {
      ...truststore,
      inputs: { ...truststore.inputs, key: "second.pem" },
      from: { bucket: ["bucket"], content: authorities },
    },
    secondCertificate: {
      ...certificate,
      inputs:
        certificateAuthorityArn === undefined
          ? certificate.inputs
          : { ...certificate.inputs, certificateAuthorityArn },
    },
    second: {
      ...domain,
      inputs: {
        ...domain.inputs,
        region: "eu-west-1",
        mutualTlsAuthentication: {
          truststoreUri: "s3://truststore-1234567/second.pem",
          truststoreVersion: unknown,
        },
      },
      from: {
        mutualTlsAuthentication: ["secondTruststore"],
        regionalCertificateArn: ["secondCertificate"],
      },
    },
  };
}
