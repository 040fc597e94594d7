import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { actor, type Actor } from "../local/dataPlane/support/actors";
import { ask, type Answer } from "../local/dataPlane/support/client";
import { PulumiProject } from "../support/pulumi";

/** A REST API and an HTTP API behind one domain, with everything that can be asked of them. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const gateway = require("mtls-gateway");

const config = new pulumi.Config();
const domainName = "api.example.com";
const zoneName = "example.com";
const limits = {
  throttlingRateLimit: config.getNumber("rate") ?? 100,
  throttlingBurstLimit: config.getNumber("burst") ?? 50,
};
const webAcls = Object.fromEntries(
  ["allow", "block"].map((action) => [
    action,
    new aws.wafv2.WebAcl(action, {
      scope: "REGIONAL",
      defaultAction: { [action]: {} },
      visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: "pets", sampledRequestsEnabled: false },
    }),
  ]),
);
const webAclArn = webAcls[config.get("waf") ?? "allow"].arn;
const shared = { backendUrl: config.require("backendUrl"), clientHeaders: true, accessLog: true, ...limits };
const rest = new gateway.PetStoreApi("rest", { ...shared, cloudWatchRole: true, webAclArn });
const http = new gateway.PetStoreHttpApi("http", { ...shared, accessLogRetentionDays: 7 });
const server = new gateway.ServerCertificate("server", { domainName, zoneName });
const truststore = new gateway.Truststore("truststore", { certificates: [config.require("caPem")] });
const domain = new gateway.MutualTlsDomain("domain", {
  domainName,
  zoneName,
  certificateArn: server.certificateArn,
  truststoreUri: truststore.uri,
  truststoreVersion: truststore.version,
  mappings: [
    { restApi: rest.restApi, stageName: rest.stageName, basePath: "rest" },
    { httpApi: http.httpApi, stageName: http.stageName, basePath: "http" },
  ],
});
exports.logGroups = [rest, http].map(({ stage }) => stage.accessLogSettings.destinationArn);
`;

describe("the sample APIs under the real engine", () => {
  let state: string;
  let aws: LocalAws;
  let project: PulumiProject;
  let backend: Server;
  let seen: IncomingHttpHeaders[];
  let client: Actor;

  before(async () => {
    seen = [];
    backend = createServer((request, response) => {
      seen.push(request.headers);
      response.setHeader("content-type", "application/json").end("[]");
    });
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    const root = await actor({ commonName: "Root of ours", ca: true });
    client = await actor({ commonName: "Client", issuer: root });
    state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    aws = await startLocalAws({ state });
    project = await PulumiProject.create({ "index.js": program }, { env: aws.env });
    await configure({
      "aws:region": "us-east-2",
      backendUrl: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
      caPem: root.pem,
    });
    await up();
  });

  after(async () => {
    project.dispose();
    await aws.close();
    backend.close();
    fs.rmSync(state, { recursive: true, force: true });
  });

  async function configure(values: Record<string, string>): Promise<void> {
    const pairs = Object.entries(values).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await project.pulumi(["config", "set-all", ...pairs]);
  }

  async function up(): Promise<void> {
    const { code, stdout, stderr } = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(code, 0, stdout + stderr);
    await aws.dataPlane.settled();
  }

  function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    const ca = fs.readFileSync(aws.publicCaFile, "utf8");
    const call = { port: aws.gatewayPort, name: "api.example.com", ca, client, path: url, headers };
    return ask(call);
  }

  for (const kind of ["rest", "http"]) {
    it(`the backend of the ${kind} API hears of the verified certificate, and not what a caller says of it`, async () => {
      const forged = Object.fromEntries(
        clientFields.map((field) => [`X-Client-${field}`, "forged"]),
      );
      seen.length = 0;

      assert.equal((await get(`/${kind}/pets`, forged)).status, 200);

      assert.equal(seen.length, 1);
      assert.deepEqual(
        clientFields.map((field) => seen[0]?.[`x-client-${field}`]),
        clientValues(client),
      );
    });
  }

  it("the access log of either API has the certificate's subject, issuer, serial number and dates, and no PEM", async () => {
    const { stdout } = await project.pulumi(["stack", "output", "--json"]);
    const { logGroups } = JSON.parse(stdout) as { logGroups: string[] };
    const events = logGroups.map((arn) => aws.logEvents(arn).map(({ message }) => message));

    for (const messages of events) {
      assert.equal(messages.length, 1);
      const {
        clientSubject,
        clientIssuer,
        clientSerial,
        clientNotBefore,
        clientNotAfter,
        ...call
      } = JSON.parse(messages[0] ?? "") as Record<string, string>;
      assert.deepEqual(
        [clientSubject, clientIssuer, clientSerial, clientNotBefore, clientNotAfter],
        clientValues(client),
      );
      assert.deepEqual([call.method, call.status], ["GET", "200"]);
      assert.doesNotMatch(messages[0] ?? "", /CERTIFICATE/);
    }
  });

  it("a limit of nothing answers 429, and a web ACL that blocks answers 403 on the REST API, which alone can have one", async () => {
    await configure({ rate: "0", burst: "0" });
    await up();
    const throttled = [await get("/rest/pets"), await get("/http/pets")];
    await configure({ rate: "10", burst: "10", waf: "block" });
    await up();
    const blocked = [await get("/rest/pets"), await get("/http/pets")];

    const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
    assert.deepEqual(statuses(throttled), [429, 429]);
    assert.deepEqual(statuses(blocked), [403, 200]);
  });
});

const clientFields = ["subject", "issuer", "serial", "not-before", "not-after"] as const;

/** As API Gateway writes them: names in the certificate's own order. */
function clientValues({ certificate }: Actor): string[] {
  const { validFrom, validTo } = new X509Certificate(certificate.der);
  const serial = certificate.serialNumber.toLowerCase().match(/../g)?.join(":") ?? "";
  const inOwnOrder = (name: string) => name.split(",").reverse().join(",");
  const names = [certificate.subject, certificate.issuer].map(inOwnOrder);
  return [...names, serial, validFrom, validTo];
}
