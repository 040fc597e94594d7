import { startLocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { actor } from "../components/support/actors";
import { PulumiProject } from "../support/pulumi";
import { liveThrough } from "./support/lifecycle";

/** A domain with a server certificate from the source that the stack's configuration names. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const { MutualTlsDomain, PetStoreApi, ServerCertificate, Truststore } = require("mtls-gateway");

const config = new pulumi.Config();
const domainName = "api.example.com";
const zoneName = "example.com";
const subjectAlternativeNames = ["*.example.com", "example.com"];
const names = { domainName, zoneName, subjectAlternativeNames };
const certificatePem = config.require("certificatePem");
const chainPem = config.require("chainPem");
const privateKeyPem = config.requireSecret("privateKeyPem");

const ca = new aws.acmpca.CertificateAuthority("ca", {
  type: "ROOT",
  certificateAuthorityConfiguration: {
    keyAlgorithm: "EC_prime256v1",
    signingAlgorithm: "SHA256WITHECDSA",
    subject: { commonName: "Private root" },
  },
  permanentDeletionTimeInDays: 7,
});
const caCertificate = new aws.acmpca.Certificate("ca-certificate", {
  certificateAuthorityArn: ca.arn,
  certificateSigningRequest: ca.certificateSigningRequest,
  signingAlgorithm: "SHA256WITHECDSA",
  templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1",
  validity: { type: "YEARS", value: "10" },
});
const installed = new aws.acmpca.CertificateAuthorityCertificate("ca-installed", {
  certificateAuthorityArn: ca.arn,
  certificate: caCertificate.certificate,
});

const sources = {
  public: () => names,
  imported: () => ({ ...names, certificatePem, chainPem, privateKeyPem }),
  private: () => ({ ...names, certificateAuthorityArn: installed.certificateAuthorityArn }),
};
const server = new ServerCertificate("server", sources[config.require("source")]());
const truststore = new Truststore("truststore", { certificates: [chainPem] });
const pets = new PetStoreApi("pets");
const domain = new MutualTlsDomain("domain", {
  domainName,
  zoneName,
  certificateArn: server.certificateArn,
  ownershipVerificationCertificateArn: server.ownershipVerificationCertificateArn,
  truststoreUri: truststore.uri,
  truststoreVersion: truststore.version,
  mappings: [{ restApi: pets.restApi, stageName: pets.stageName }],
});
exports.url = domain.url;
`;

describe("server certificates under the real engine", () => {
  it("a domain takes a public certificate, one of its owner's, and one of a Private CA", async () => {
    const root = await actor("Root of ours");
    const server = { issuer: root, leaf: true, names: ["api.example.com"] };
    const first = await actor("api.example.com", server);
    const renewed = await actor("api.example.com", server);
    await liveThrough({
      files: { "index.js": program },
      answering: [],
      config: {
        "aws:region": "us-east-2",
        source: "public",
        certificatePem: first.certificatePem,
        chainPem: root.certificatePem,
      },
      secret: { privateKeyPem: first.privateKeyPem },
      changes: [
        {
          config: { source: "imported" },
          does: [
            "create aws:acm:Certificate server-imported-certificate-p-256",
            "update aws:apigateway:DomainName domain-domain",
          ],
        },
        {
          config: { certificatePem: renewed.certificatePem },
          secret: { privateKeyPem: renewed.privateKeyPem },
          does: ["update aws:acm:Certificate server-imported-certificate-p-256"],
        },
        {
          config: { source: "private" },
          does: [
            "create aws:acm:Certificate server-private-certificate",
            "delete aws:acm:Certificate server-imported-certificate-p-256",
            "update aws:apigateway:DomainName domain-domain",
          ],
        },
        {
          config: { source: "public" },
          does: [
            "delete aws:acm:Certificate server-private-certificate",
            "update aws:apigateway:DomainName domain-domain",
          ],
        },
      ],
    });
  });

  it("refuses in the preview what API Gateway and CloudFront would refuse of existing certificates", async () => {
    const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    const aws = await startLocalAws({ state });
    const project = await PulumiProject.create({ "index.js": made }, { env: aws.env });
    try {
      const own = await actor("api.example.com", { names: ["api.example.com"] });
      for (const pair of [
        ["--plaintext", "aws:region=us-east-2"],
        ["--plaintext", `certificatePem=${own.certificatePem}`],
        ["--secret", `privateKeyPem=${own.privateKeyPem}`],
      ]) {
        await project.pulumi(["config", "set-all", ...pair]);
      }
      const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
      assert.equal(up.code, 0, up.stdout + up.stderr);

      const refusals: string[] = [];
      for (const use of uses) {
        project.write("index.js", made + use);
        const { code, stdout } = await project.pulumi(["preview"]);
        assert.notEqual(code, 0);
        refusals.push(
          ...[...stdout.matchAll(/^ {4}error: (.*?\b[A-Z]{2}\d{3}\b)/gm)].map(
            ([, text = ""]) => text,
          ),
        );
      }

      assert.deepEqual(refusals, [
        'ServerCertificate "unproved" is refused: ownershipVerificationCertificateArn: GW008',
        'ServerCertificate "private" is refused: certificateArn: CF006',
        'MutualTlsDomain "second" is refused: ownershipVerificationCertificateArn: GW009',
      ]);
    } finally {
      project.dispose();
      await aws.close();
      fs.rmSync(state, { recursive: true, force: true });
    }
  });
});

/** An imported certificate and a public one, as somebody else has made them. */
const made = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const { MutualTlsDomain, ServerCertificate } = require("mtls-gateway");

const config = new pulumi.Config();
const imported = new aws.acm.Certificate("imported", {
  certificateBody: config.require("certificatePem"),
  privateKey: config.requireSecret("privateKeyPem"),
});
const issued = new ServerCertificate("issued", { domainName: "api.example.com", zoneName: "example.com" });
const ownershipVerificationCertificateArn = issued.certificateArn;
`;

/** What a program does with them, and is refused for. */
const uses = [
  `new ServerCertificate("unproved", { certificateArn: imported.arn });`,
  `new ServerCertificate("private", {
    certificateArn: imported.arn,
    ownershipVerificationCertificateArn,
    behindCloudFront: true,
  });`,
  `const shared = { truststoreUri: "s3://bucket/truststore.pem", truststoreVersion: "1", mappings: [] };
  new MutualTlsDomain("first", {
    ...shared,
    domainName: "first.example.com",
    certificateArn: issued.certificateArn,
  });
  new MutualTlsDomain("second", {
    ...shared,
    domainName: "second.example.com",
    certificateArn: imported.arn,
    ownershipVerificationCertificateArn,
  });`,
];
