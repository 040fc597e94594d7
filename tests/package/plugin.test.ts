import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { actor } from "../components/support/actors";
import { PulumiProject, repository, type Finished } from "../support/pulumi";

/** Previews a program that makes one component through the plugin, as a program in another language does. */
async function preview(component: string, args: Record<string, unknown>): Promise<Finished> {
  const program = `
    const { ComponentResource } = require("@pulumi/pulumi");
    const args = ${JSON.stringify(args)};
    new ComponentResource("mtls-gateway:index:${component}", "made", args, {}, true);
  `;
  const plugin = path.join(repository, "components", "bin");
  const folders = [plugin, process.env.PATH ?? ""].join(path.delimiter);
  const project = await PulumiProject.create(
    { "index.js": program },
    { env: { PATH: pathWith(await ensureEngine(), folders) } },
  );
  try {
    return await project.pulumi(["preview"]);
  } finally {
    project.dispose();
  }
}

describe("the executable plugin under the real engine", () => {
  it("refuses every wrong argument of a component at once, each with its path", async () => {
    const { code, stdout } = await preview("MutualTlsGateway", {
      domainname: "api.example.com",
      caKeyAlgorithm: "RSA-1024",
      zoneName: "example.com",
    });

    assert.notEqual(code, 0);
    assert.match(stdout, /mtls-gateway:index:MutualTlsGateway "made" is refused:\n/);
    assert.match(stdout, / domainName: missing, and needed\.\n/);
    assert.match(stdout, / domainname: no such argument\. There are: domainName, /);
    assert.match(stdout, / caKeyAlgorithm: "RSA-1024" is none of RSA-2048, /);
    assert.doesNotMatch(stdout, / zoneName: /);
  });

  it("prints no private key when it refuses one", async () => {
    const root = await actor("Root");
    const client = await actor("Client", { issuer: root, leaf: true });
    const other = await actor("Other", { issuer: root, leaf: true });

    const { code, stdout, stderr } = await preview("ClientCertificate", {
      certificatePem: client.certificatePem,
      chainPem: root.certificatePem,
      privateKeyPem: other.privateKeyPem,
    });

    assert.notEqual(code, 0);
    assert.match(stdout, /ClientCertificate "made" is refused: privateKeyPem: CC006 error: /);
    assert.doesNotMatch(stdout + stderr, /PRIVATE KEY/);
  });
});
