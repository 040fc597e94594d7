import * as path from "node:path";
import { repository } from "../support/pulumi";
import { skipBecause } from "../support/skip";
import { liveThrough, readExample } from "./support/lifecycle";
import { pythonEnvironment } from "../support/pythonEnvironment";

describe("the example in Python under the real engine", () => {
  const files = readExample("python");
  let python: Awaited<ReturnType<typeof pythonEnvironment>>;

  before(async function () {
    this.timeout(0);
    python = await pythonEnvironment(files["requirements.txt"] ?? "");
  });

  it("comes up through the plugin, changes and goes away", async function () {
    if ("missing" in python) skipBecause(this, python.missing);
    await liveThrough({
      files,
      path: [python.bin, path.join(repository, "components", "bin")],
      changes: [
        {
          config: { clientKeyAlgorithm: "ECDSA-P256" },
          does: [
            "create aws:acm:Certificate gateway-edge-certificate-certificate-ecdsa-p256",
            "delete aws:acm:Certificate gateway-edge-certificate-certificate",
            "replace tls:index:CertRequest gateway-client-request",
            "replace tls:index:LocallySignedCert gateway-client-certificate",
            "replace tls:index:PrivateKey gateway-client-key",
            "update aws:cloudfront:Distribution gateway-edge-distribution",
          ],
        },
      ],
    });
  });
});
