import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { actor } from "../components/support/actors";
import { PulumiProject } from "../support/pulumi";

const program = `
const pulumi = require("@pulumi/pulumi");
const { MutualTlsGateway } = require("mtls-gateway");
const config = new pulumi.Config();
const partner = config.get("partner");
const gateway = new MutualTlsGateway("gw", {
  domainName: "api.example.com",
  zoneName: "example.com",
  caKeyAlgorithm: "ECDSA-P256",
  clientKeyAlgorithm: "ECDSA-P256",
  caGeneration: config.getNumber("caGeneration"),
  additionalTrustedCertificates: partner === undefined ? [] : [partner],
  truststoreRollbackToVersion: config.get("version"),
  truststoreKeptVersions: 5,
});
module.exports = { version: gateway.truststoreVersion, trusted: gateway.caCertificatePem };
`;

describe("the rollback of a truststore under the real engine", () => {
  let state: string;
  let aws: LocalAws;
  let project: PulumiProject;

  before(async () => {
    state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    aws = await startLocalAws({ state });
    project = await PulumiProject.create(
      { "index.js": program, "Pulumi.test.yaml": "config:\n  aws:region: us-east-2\n" },
      { env: aws.env },
    );
  });

  after(async () => {
    project.dispose();
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  });

  const set = (key: string, value: string) =>
    project.pulumi(["config", "set-all", "--plaintext", `${key}=${value}`]);

  async function up(): Promise<{ version: string; trusted: string; changed: string[] }> {
    const ran = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(ran.code, 0, ran.stdout + ran.stderr);
    const outputs = await project.pulumi(["stack", "output", "--json"]);
    const { version, trusted } = JSON.parse(outputs.stdout) as { version: string; trusted: string };
    // A line such as ` ~  aws:apigateway:DomainName gw-domain-domain updated (0.1s) [diff: ...]`.
    const changed = [...ran.stdout.matchAll(/^ [~+-]+ +aws:\S+ (\S+) (?:creat|updat|delet)ed/gm)];
    return { version, trusted, changed: [...new Set(changed.map(([, name = ""]) => name))].sort() };
  }

  it("is one setting, changes the domain and lets no version be deleted, and is over when the setting is gone", async () => {
    const ofRollback = ["gw-domain-domain", "gw-truststore-lifecycle"];
    const first = await up();
    const partner = await actor("Partner");
    await set("partner", partner.certificatePem);
    const second = await up();
    assert.deepEqual(second.changed, ["gw-domain-domain", "gw-truststore-object"]);
    assert.equal(second.trusted, `${first.trusted}${partner.certificatePem}`);

    await set("version", first.version);
    const back = await up();
    assert.deepEqual(back, { ...first, changed: ofRollback });
    assert.deepEqual(
      aws.account.domains().map(({ truststore }) => truststore?.pem),
      [first.trusted],
    );

    await project.pulumi(["config", "rm", "version"]);
    const forth = await up();
    assert.deepEqual(forth, { ...second, changed: ofRollback });
  });

  it("is refused in the preview to a version that is not there, and to one that would lock CloudFront out", async () => {
    const { version } = await up();
    await set("version", "there-is-none");
    const missing = await project.pulumi(["preview"]);
    assert.notEqual(missing.code, 0);
    assert.match(missing.stdout, /NoSuchVersion|there-is-none/);

    await project.pulumi(["config", "rm", "version"]);
    await set("caGeneration", "2");
    await up();
    await set("version", version);
    const locking = await project.pulumi(["preview"]);
    assert.notEqual(locking.code, 0);
    assert.match(
      locking.stdout,
      /MutualTlsGateway "gw" is refused: truststoreRollbackToVersion: CC109 error: /,
    );
  });
});
