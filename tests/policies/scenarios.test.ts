import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { PulumiProject, repository } from "../support/pulumi";
import { chainOfAuthorities } from "./support/authorities";
import { startEchoProvider, type EchoProvider } from "./support/echoProvider";

interface Scenario {
  it: string;
  program: string;
  command: "preview" | "up";
  /** The exact set of what the pack says, as `policy resource level`. */
  says: string[];
  fails: boolean;
}

const table: Scenario[] = [
  {
    it: "lets a program pass that keeps every rule, with nothing left open",
    program: "compliant",
    command: "preview",
    says: [],
    fails: false,
  },
  {
    it: "says nothing about a program with nothing of API Gateway",
    program: "unrelated",
    command: "preview",
    says: [],
    fails: false,
  },
  {
    it: "fails an EDGE domain, a PRIVATE API mapped to it, and a distribution without certificate",
    program: "restApi",
    command: "preview",
    says: [
      "CF001-distribution aws:cloudfront/distribution:Distribution orders mandatory",
      "GW001-mapped-api aws:apigateway/restApi:RestApi orders mandatory",
      "GW001-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
      "GW002-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
      "GW003-mapped-api aws:apigateway/restApi:RestApi orders mandatory",
      "GW004-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
    ],
    fails: true,
  },
  {
    it: "fails an origin by its record's fqdn, and an API by its routing rule",
    program: "recordOrigin",
    command: "preview",
    says: [
      "CF001-distribution aws:cloudfront/distribution:Distribution edge mandatory",
      "GW003-mapped-api aws:apigateway/restApi:RestApi api mandatory",
    ],
    fails: true,
  },
  {
    it: "fails an HTTP API whose truststore file has five CAs in a path",
    program: "httpApi",
    command: "preview",
    says: [
      "GW003-mapped-api aws:apigatewayv2/api:Api partners mandatory",
      "GW004-http-domain aws:apigatewayv2/domainName:DomainName partners mandatory",
      "TS004-truststore aws:s3/bucketObject:BucketObject partners mandatory",
    ],
    fails: true,
  },
  {
    it: "fails a chain of five CAs before any certificate exists",
    program: "fiveAuthorities",
    command: "preview",
    says: ["TS004-truststore aws:s3/bucketObjectv2:BucketObjectv2 pki mandatory"],
    fails: true,
  },
  {
    it: "lets a truststore pass that only `up` can judge, and says so once",
    program: "rootLeftOut",
    command: "preview",
    says: ["decided-at-up pulumi:pulumi:Stack scenario-test advisory"],
    fails: false,
  },
  {
    it: "stops that `up` before the domain takes the truststore",
    program: "rootLeftOut",
    command: "up",
    says: ["TS005-truststore aws:apigateway/domainName:DomainName api mandatory"],
    fails: true,
  },
];

describe("the policy pack on the real engine", () => {
  let provider: EchoProvider | undefined;
  let project: PulumiProject | undefined;

  before(async () => {
    const [root = "", issuing = "", ...others] = await chainOfAuthorities(5);
    provider = await startEchoProvider(computedOutputs(issuing));
    project = await PulumiProject.create(
      { "index.js": "", "certificates/partners.pem": [root, issuing, ...others].join("") },
      { env: provider.env },
    );
  });
  after(() => {
    project?.dispose();
    // An open server would keep the test run from ending.
    provider?.close();
  });

  for (const scenario of table) {
    it(scenario.it, async () => {
      const file = path.join(__dirname, "scenarios", `${scenario.program}.js`);
      assert.ok(project !== undefined);
      project.write("index.js", fs.readFileSync(file, "utf8"));
      const flags = scenario.command === "up" ? ["--yes", "--skip-preview"] : [];

      const { code, stdout, stderr } = await project.pulumi([
        scenario.command,
        ...flags,
        "--policy-pack",
        path.join(repository, "policies"),
      ]);

      assert.deepEqual(said(stdout), scenario.says, `${stdout}${stderr}`);
      assert.equal(code !== 0, scenario.fails, `${stdout}${stderr}`);
      assert.ok(!`${stdout}${stderr}`.includes("-----BEGIN"));
    });
  }

  it("has left no domain behind that `up` refused", async () => {
    assert.ok(project !== undefined);
    const types = (await project.resources()).map(({ type }) => type);

    assert.ok(types.includes("aws:s3/bucketObjectv2:BucketObjectv2"));
    assert.ok(!types.includes("aws:apigateway/domainName:DomainName"));
  });
});

/** The violations that the engine lists, sorted. */
function said(output: string): string[] {
  const lines = output.matchAll(/^\s+- \[(\w+)\]\s+(\S+)\s+\((\S+): (\S+)\)$/gm);
  return [...lines]
    .map(([, level, policy, type, name]) => [policy, type, name, level].join(" "))
    .sort();
}

/** What the providers compute where a program leaves it out. */
function computedOutputs(certPem: string) {
  return {
    "aws:s3/bucket:Bucket": { bucket: "auto-1234567", arn: "arn" },
    "aws:s3/bucketObjectv2:BucketObjectv2": { versionId: "1" },
    "aws:s3/bucketObject:BucketObject": { versionId: "1" },
    "aws:acm/certificate:Certificate": { arn: "arn" },
    "aws:apigateway/domainName:DomainName": {
      regionalDomainName: "d-1",
      regionalZoneId: "Z1",
      securityPolicy: "TLS_1_2",
    },
    "aws:route53/record:Record": { fqdn: "api.example.com" },
    "aws:apigateway/restApi:RestApi": { disableExecuteApiEndpoint: false },
    "tls:index/privateKey:PrivateKey": { privateKeyPem: "key" },
    "tls:index/certRequest:CertRequest": { certRequestPem: "request" },
    "tls:index/selfSignedCert:SelfSignedCert": { certPem },
    "tls:index/locallySignedCert:LocallySignedCert": { certPem },
  };
}
