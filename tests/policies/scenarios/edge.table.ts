import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";
import assert from "node:assert/strict";

import type { PulumiProject } from "../../support/pulumi";
import type { ScenarioTable } from "../support/scenarioTable";

const distribution = "aws:cloudfront/distribution:Distribution";
const certificate = "aws:acm/certificate:Certificate";

/** CF and CC: distributions, and the certificates that they present. */
export const table: ScenarioTable = {
  title: "the policies on the edge, on the real engine",
  rows: [
    {
      it: "fail an origin by its record's fqdn, and an API by its routing rule",
      program: "recordOrigin.js",
      command: "preview",
      config: { "GW010-domain": { allowedTruststores: ["s3://elsewhere/*"] } },
      says: [
        "CF001-distribution aws:cloudfront/distribution:Distribution edge mandatory",
        "GW003-mapped-api aws:apigateway/restApi:RestApi api mandatory",
      ],
      fails: true,
    },
    {
      it: "fail a distribution that nothing is set for mutual TLS in, and its certificates",
      program: "edge-storefront.js",
      command: "preview",
      config: { "GW010-domain": { allowedTruststores: ["s3://shop-pki/*"] } },
      says: [
        `CC106-distribution ${distribution} shop mandatory`,
        `CC107-distribution ${distribution} shop mandatory`,
        `CC108-distribution ${distribution} partners mandatory`,
        `CF002-distribution ${distribution} shop mandatory`,
        `CF003-distribution ${distribution} shop mandatory`,
        `CF004-distribution ${distribution} spare mandatory`,
        `CF005-distribution ${distribution} shop mandatory`,
        "CF006-origin-domain aws:apigateway/domainName:DomainName shop mandatory",
        `CF007-distribution ${distribution} shop mandatory`,
        `CF008-distribution ${distribution} shop advisory`,
      ],
      fails: true,
    },
    {
      it: "fail a client certificate by the graph of what makes it, before it exists",
      program: "edge-homemadePki.js",
      command: "preview",
      says: [
        ...["CC002", "CC006", "CC007", "CC101", "CC102", "CC103", "CC104", "CC109"].map(
          (rule) => `${rule}-edge-certificate ${certificate} acme-client mandatory`,
        ),
        `CC004-edge-certificate ${certificate} acme-client advisory`,
        "GW012-edge-domain aws:apigateway/domainName:DomainName acme advisory",
      ],
      fails: true,
    },
    {
      it: "prove every rule kept by a client certificate before it exists, and leave nothing open",
      program: "edge-ownPki.js",
      command: "preview",
      says: [],
      fails: false,
    },
    {
      it: "fail client certificates by their content, and never print it",
      program: "edge-fromFiles.js",
      command: "preview",
      says: [
        `CC008-edge-certificate ${certificate} in-one-file mandatory`,
        ...["CC009", "CC105", "CC110"].map(
          (rule) => `${rule}-edge-certificate ${certificate} odd mandatory`,
        ),
      ],
      fails: true,
    },
    {
      it: "mend an origin where the configuration asks for it, and keep its secret",
      program: "edge-mended.js",
      command: "up",
      config: { "CF002-distribution": "remediate", "CF003-distribution": "remediate" },
      says: ["CF002-distribution 1 resource remediate", "CF003-distribution 1 resource remediate"],
      fails: false,
      afterwards: isMended,
    },
  ],
  files: certificates,
};

/** The origin with the certificate is mended, the other one is not, and the state keeps the header's value encrypted. */
async function isMended(project: PulumiProject): Promise<void> {
  const exported = async (...flags: string[]): Promise<string> =>
    (await project.pulumi(["stack", "export", ...flags])).stdout;
  const shown = JSON.parse(await exported("--show-secrets")) as Exported;
  const { inputs } = shown.deployment.resources.find(({ type }) => type === distribution) ?? {};
  const text = JSON.stringify(inputs?.origins);

  assert.deepEqual(text.match(/https-only|match-viewer|TLSv1[.\d]*/g)?.sort(), [
    "TLSv1",
    "TLSv1.2",
    "TLSv1.2",
    "https-only",
    "match-viewer",
  ]);
  assert.ok(text.includes("only the edge knows"));
  assert.ok(!(await exported()).includes("only the edge knows"), "the secret is in the clear");
}

interface Exported {
  deployment: { resources: { type: string; inputs?: Record<string, unknown> }[] };
}

/** A root, a leaf of it, one with an extension that nobody knows, and the root of somebody else. */
async function certificates(): Promise<Record<string, string>> {
  const validity = {
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2049-01-01T00:00:00Z"),
  };
  const keyOf = () => createKey({ algorithm: "ECDSA", curve: "P-256" });
  const [rootKey, strangerKey, leafKey] = await Promise.all([keyOf(), keyOf(), keyOf()]);
  const selfSigned = { ca: true, ...validity };
  const root = await issueCertificate({ subject: "CN=Root", ...rootKey, ...selfSigned });
  const stranger = await issueCertificate({ subject: "CN=Other", ...strangerKey, ...selfSigned });
  const leaf = {
    subject: "CN=edge",
    publicKey: leafKey.publicKey,
    issuer: { certificate: root, privateKey: rootKey.privateKey },
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
    ...validity,
  };
  const oid = "1.3.6.1.4.1.99999.1";
  const unknownExtension = { oid, critical: true, value: Buffer.from("0500", "hex") };
  const odd = await issueCertificate({ ...leaf, extensions: [unknownExtension] });
  return {
    "certificates/root.pem": root.toPem(),
    "certificates/stranger.pem": stranger.toPem(),
    "certificates/leaf.pem": (await issueCertificate(leaf)).toPem(),
    "certificates/odd.pem": odd.toPem(),
    "certificates/odd-key.pem": leafKey.privateKey
      .export({ type: "pkcs8", format: "pem" })
      .toString(),
  };
}
