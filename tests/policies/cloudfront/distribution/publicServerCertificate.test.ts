import assert from "node:assert/strict";

import {
  changed,
  compliantProgram,
  edgeCertificateArn,
  origin,
} from "../../support/compliantProgram";
import { edgeVerdicts, rebuilt } from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { rootCertificates } from "node:tls";

const refused = ["CF006-origin-domain domain mandatory"];
const imported = {
  domainName: undefined,
  validationMethod: undefined,
  certificateBody: "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
};
const authority = "arn:aws:acm-pca:us-east-2:123456789012:certificate-authority/1";

describe("CF006", () => {
  it("refuses an imported server certificate on the domain of an origin", async () => {
    const program = changed(compliantProgram(""), "certificate", imported);
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CF"));

    assert.deepEqual(
      said.map(({ resource, message }) => [resource, message]),
      [
        [
          "domain",
          "CF006 error: api.example.com is an origin of CloudFront and has a server certificate that was imported into ACM; CloudFront takes one of a publicly trusted CA alone. " +
            "Fix: Serve the origin's domain with a public ACM certificate.",
        ],
      ],
    );
  });

  it("takes an imported one of a public CA", async () => {
    const program = changed(compliantProgram(""), "certificate", {
      ...imported,
      certificateBody: rootCertificates[0],
    });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  it("refuses one that @pulumi/tls makes, before it exists", async () => {
    const program = {
      ...rebuilt(
        compliantProgram(""),
        "certificate",
        { ...imported, certificateBody: unknown },
        { certificateBody: ["made"] },
      ),
      made: { type: "tls:index/selfSignedCert:SelfSignedCert", inputs: {} },
    };

    assert.deepEqual(await edgeVerdicts(program), refused);
  });

  it("leaves an imported one open whose content is not known yet: a public CA may issue it", async () => {
    const program = changed(compliantProgram(""), "certificate", {
      ...imported,
      certificateBody: unknown,
    });

    assert.deepEqual(await edgeVerdicts(program), ["open CF006 domain"]);
  });

  it("says nothing of an imported one that the program only looks up", async () => {
    const program = changed(compliantProgram(""), "certificate", {
      domainName: undefined,
      validationMethod: undefined,
      type: "IMPORTED",
    });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  it("refuses one of AWS Private CA", async () => {
    const program = changed(compliantProgram(""), "certificate", {
      certificateAuthorityArn: authority,
    });

    assert.deepEqual(await edgeVerdicts(program), refused);
  });

  it("refuses it by its ARN as well, and through a validation", async () => {
    const arn = "arn:aws:acm:us-east-2:123456789012:certificate/server";
    const program = changed(compliantProgram(""), "certificate", { ...imported, arn });
    const validation = {
      type: "aws:acm/certificateValidation:CertificateValidation",
      inputs: { certificateArn: arn },
      from: { certificateArn: ["certificate"] },
    };
    const byArn = rebuilt(
      program,
      "domain",
      { regionalCertificateArn: arn },
      { regionalCertificateArn: [] },
    );
    const validated = rebuilt(program, "domain", {}, { regionalCertificateArn: ["validation"] });

    assert.deepEqual(await edgeVerdicts(byArn), refused);
    assert.deepEqual(await edgeVerdicts({ ...validated, validation }), refused);
  });

  it("refuses it on the domain of an HTTP API", async () => {
    const config = { clientCertificateArn: edgeCertificateArn };
    const program = changed(compliantProgram(""), "distribution", {
      origins: [origin("http.example.com", config)],
    });

    assert.deepEqual(await edgeVerdicts(changed(program, "certificate", imported)), [
      "CF006-origin-domain httpDomain mandatory",
    ]);
  });

  it("takes it on a domain that no distribution has for an origin", async () => {
    const program = changed(compliantProgram(""), "certificate", imported);
    const elsewhere = { origins: [origin("www.example.com")] };

    assert.deepEqual(await edgeVerdicts(changed(program, "distribution", elsewhere)), []);
  });

  it("says nothing of a certificate that another program makes", async () => {
    const regionalCertificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/elsewhere";
    const program = rebuilt(
      compliantProgram(""),
      "domain",
      { regionalCertificateArn },
      { regionalCertificateArn: [] },
    );

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  it("says nothing of a domain that names no certificate", async () => {
    const program = changed(compliantProgram(""), "domain", { regionalCertificateArn: undefined });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  describeScope({
    policy: "CF006-origin-domain",
    resource: "domain",
    trips: () => changed(compliantProgram(""), "certificate", imported),
    unknown: (): FixtureProgram =>
      rebuilt(compliantProgram(""), "domain", {}, { regionalCertificateArn: [] }),
  });
});
