import { readPackageSchema, type PackageSchema } from "mtls-gateway/dist/packageSchema";
import { refusedArguments } from "mtls-gateway/dist/refusedArguments";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";

const schema = JSON.parse(readPackageSchema()) as PackageSchema;

/** The paths that are refused, and the reasons up to the first full stop. */
function refused(component: string, args: pulumi.Inputs): string[] {
  return refusedArguments(schema, `mtls-gateway:index:${component}`, args).map(
    ({ path, reason }) => `${path}: ${reason.replace(/\..*/, "")}`,
  );
}

describe("what the plugin refuses before a component sees its arguments", () => {
  it("is nothing of what the schema has", () => {
    const args = {
      domainName: "api.example.com",
      zoneName: pulumi.output("example.com"),
      caKeyAlgorithm: "ECDSA-P384",
      behaviors: [{ pathPattern: "/pets/*", readOnly: true }],
      additionalCallers: { billing: { reason: "agreed" } },
      tags: { "any key": "any value" },
    };

    assert.deepEqual(refused("MutualTlsGateway", args), []);
  });

  it("is an argument that is missing, and one that there is not, side by side", () => {
    assert.deepEqual(refused("MutualTlsGateway", { domainname: "api.example.com" }), [
      "domainName: missing, and needed",
      "domainname: no such argument",
    ]);
  });

  it("is a value that is none of the choices, and not one that is an output", () => {
    assert.deepEqual(refused("CertificateAuthority", { keyAlgorithm: "RSA-1024" }), [
      'keyAlgorithm: "RSA-1024" is none of RSA-2048, RSA-3072, RSA-4096, ECDSA-P256, ECDSA-P384',
    ]);
    assert.deepEqual(
      refused("CertificateAuthority", { keyAlgorithm: pulumi.output("RSA-1024") }),
      [],
    );
  });

  it("is an argument inside a list or a map, by its path", () => {
    const args = {
      domainName: "api.example.com",
      behaviors: [{ pathPattern: "/pets/*" }, { path: "/orders/*" }],
      additionalCallers: { billing: { reason: "agreed", generations: 2 } },
    };

    assert.deepEqual(refused("MutualTlsGateway", args), [
      "behaviors[1].pathPattern: missing, and needed",
      "behaviors[1].path: no such argument",
      "additionalCallers.billing.generations: no such argument",
    ]);
  });
});
