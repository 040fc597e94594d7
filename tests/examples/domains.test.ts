import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { liveThrough } from "./support/lifecycle";
import { actor, type Actor } from "../local/dataPlane/support/actors";
import { ask, type Call } from "../local/dataPlane/support/client";
import { PulumiProject, type Finished } from "../support/pulumi";

/** One API, made and read again, under two paths of a domain, in the shape that the stack's configuration asks for. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const { MutualTlsDomain, PetStoreApi, ServerCertificate, StageProtection, Truststore } = require("mtls-gateway");

const config = new pulumi.Config();
const server = new ServerCertificate("server", { domainName: "*.example.com", zoneName: "example.com" });
const truststore = new Truststore("truststore", { certificates: [config.require("caPem")] });
const { restApi, stageName } = new PetStoreApi("pets");
const existing = aws.apigateway.RestApi.get("existing", restApi.id);
const domain = new MutualTlsDomain("domain", {
  domainName: config.require("domainName"),
  zoneName: "example.com",
  certificateArn: server.certificateArn,
  truststoreUri: truststore.uri,
  truststoreVersion: truststore.version,
  mutualTls: config.getBoolean("mutualTls"),
  allowReplacement: config.getBoolean("allowReplacement"),
  ipAddressType: config.get("ipAddressType"),
  mappings: [
    { restApi, stageName },
    { restApi: existing, stageName, basePath: "orders/v1" },
  ],
});
new StageProtection("protection", {
  restApi: existing,
  stageName,
  throttlingRateLimit: 100,
  throttlingBurstLimit: 50,
});
exports.url = domain.url;
`;

const configured = (root: Actor) => ({
  "aws:region": "us-east-2",
  domainName: "api.example.com",
  caPem: root.pem,
});

describe("domains under the real engine", () => {
  it("takes mutual TLS off and on again, and IPv6 on, as updates of one domain, and another name when it is allowed", async () => {
    const root = await actor({ commonName: "Root of ours", ca: true });
    await liveThrough({
      files: { "index.js": program },
      answering: [],
      config: configured(root),
      changes: [
        {
          config: { mutualTls: "false" },
          does: ["update aws:apigateway:DomainName domain-domain"],
        },
        {
          config: { mutualTls: "true", ipAddressType: "dualstack" },
          does: [
            "create aws:route53:Record domain-record-aaaa",
            "update aws:apigateway:DomainName domain-domain",
          ],
        },
        {
          config: { domainName: "api2.example.com", allowReplacement: "true" },
          does: [
            "replace aws:apigateway:BasePathMapping domain-mapping",
            "replace aws:apigateway:DomainName domain-domain",
            "replace aws:apigatewayv2:ApiMapping domain-mapping-orders/v1",
            "replace aws:route53:Record domain-record-a",
            "replace aws:route53:Record domain-record-aaaa",
          ],
        },
      ],
    });
  });

  describe("with a stack that is up", () => {
    let state: string;
    let aws: LocalAws;
    let project: PulumiProject;
    let client: Actor;

    before(async () => {
      const root = await actor({ commonName: "Root of ours", ca: true });
      client = await actor({ commonName: "Client", issuer: root });
      state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
      aws = await startLocalAws({ state });
      project = await PulumiProject.create({ "index.js": program }, { env: aws.env });
      const pairs = Object.entries(configured(root)).flatMap(([key, value]) => [
        "--plaintext",
        `${key}=${value}`,
      ]);
      await project.pulumi(["config", "set-all", ...pairs]);
      await succeeds(["up", "--yes"]);
    });

    after(async () => {
      project.dispose();
      await aws.close();
      fs.rmSync(state, { recursive: true, force: true });
    });

    async function succeeds(args: readonly string[]): Promise<Finished> {
      const finished = await project.pulumi(args);
      assert.equal(finished.code, 0, finished.stdout + finished.stderr);
      return finished;
    }

    const call = (url: string): Call => ({
      port: aws.gatewayPort,
      name: "api.example.com",
      ca: fs.readFileSync(aws.publicCaFile, "utf8"),
      client,
      path: url,
    });

    it("answers under a path with several segments, and lets nobody in there without a certificate", async () => {
      await aws.dataPlane.settled();

      assert.equal((await ask(call("/orders/v1/pets"))).status, 200);
      assert.equal((await ask(call("/pets"))).status, 200);
      await assert.rejects(ask({ ...call("/orders/v1/pets"), client: undefined }));
    });

    it("lets everybody in while mutual TLS is off, and nobody without a certificate when it is on again", async () => {
      const anybody = { ...call("/pets"), client: undefined };
      await project.pulumi(["config", "set", "mutualTls", "false"]);
      const off = await succeeds(["up", "--yes", "--skip-preview"]);
      await aws.dataPlane.settled();
      const { status } = await ask(anybody);
      await project.pulumi(["config", "set", "mutualTls", "true"]);
      await succeeds(["up", "--yes", "--skip-preview"]);
      await aws.dataPlane.settled();

      assert.equal(status, 200);
      assert.match(off.stdout, /warning: mutualTls is false: everybody reaches the APIs/);
      await assert.rejects(ask(anybody));
      assert.equal((await ask(call("/pets"))).status, 200);
    });

    it("refuses another name in the preview and in an update without one, and the domain stays as it is", async () => {
      const before = await project.resources();
      await project.pulumi(["config", "set", "domainName", "api2.example.com"]);

      const preview = await project.pulumi(["preview"]);
      const up = await project.pulumi(["up", "--yes", "--skip-preview"]);

      for (const { code, stdout } of [preview, up]) {
        assert.notEqual(code, 0);
        assert.match(
          stdout,
          / {4}error: MutualTlsDomain "domain" is refused: domainName: GW014 warning: the domain of this component is api\.example\.com, and api2\.example\.com would replace it/,
        );
      }
      const domainOf = (resources: typeof before) =>
        resources.find(({ type }) => type.endsWith(":DomainName"));
      assert.deepEqual(domainOf(await project.resources())?.outputs, domainOf(before)?.outputs);
      assert.equal((await ask(call("/pets"))).status, 200);
    });
  });
});
