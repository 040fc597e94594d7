import { readBundle } from "@mtls-gateway/pki";
import { MutualTlsGateway, type AdditionalCaller, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor } from "./support/actors";
import { privateCaArn } from "./support/mockPrivateCa";
import { knownValue, runProgram } from "./support/mockProgram";

const make = (
  additionalCallers: Record<string, AdditionalCaller>,
  args: Partial<MutualTlsGatewayArgs> = {},
): MutualTlsGateway =>
  new MutualTlsGateway("gw", {
    domainName: "api.example.com",
    zoneName: "example.com",
    caKeyAlgorithm: "ECDSA-P256",
    clientKeyAlgorithm: "ECDSA-P256",
    additionalCallers,
    ...args,
  });

const subjects = (pem: string): string[] =>
  readBundle(pem).certificates.map(({ subject }) => subject.replace(/,.*/, ""));

const monitoring: AdditionalCaller = {
  reason: "Health checks from the data centre",
  keyAlgorithm: "ECDSA-P256",
};

describe("the callers of a MutualTlsGateway", () => {
  it("are CloudFront alone unless others are named", async () => {
    const { value, resources } = await runProgram(() => make({}));

    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), ["CN=MyRootCA"]);
    assert.deepEqual(await knownValue(value.callerCertificatesPem), {});
    const domain = resources.find(({ name }) => name === "gw-domain-domain");
    assert.equal("tags" in (domain?.inputs ?? {}), false);
  });

  it("get each a CA of their own, so that one can be locked out without the others", async () => {
    const { resources, errors, warnings } = await runProgram(() =>
      make({ monitoring, billing: { ...monitoring, reason: "Monthly run" } }),
    );

    assert.deepEqual([errors, warnings], [[], []]);
    assert.deepEqual(
      resources
        .filter(({ name }) => name.startsWith("gw-caller-"))
        .map(({ name, parent }) => `${parent} > ${name}`),
      [
        "gw > gw-caller-billing",
        "gw > gw-caller-billing-ca",
        "gw-caller-billing-ca > gw-caller-billing-ca-certificate",
        "gw-caller-billing-ca > gw-caller-billing-ca-key",
        "gw-caller-billing > gw-caller-billing-certificate",
        "gw-caller-billing > gw-caller-billing-key",
        "gw-caller-billing > gw-caller-billing-request",
        "gw > gw-caller-monitoring",
        "gw > gw-caller-monitoring-ca",
        "gw-caller-monitoring-ca > gw-caller-monitoring-ca-certificate",
        "gw-caller-monitoring-ca > gw-caller-monitoring-ca-key",
        "gw-caller-monitoring > gw-caller-monitoring-certificate",
        "gw-caller-monitoring > gw-caller-monitoring-key",
        "gw-caller-monitoring > gw-caller-monitoring-request",
      ],
    );
  });

  it("are trusted, told with their keys as secrets, and named with their reasons on the domain", async () => {
    const { value, resources } = await runProgram(() =>
      make(
        { monitoring, billing: { ...monitoring, reason: "Monthly run", commonName: "billing-1" } },
        { tags: { team: "edge" } },
      ),
    );

    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), [
      "CN=MyRootCA",
      "CN=monitoring CA",
      "CN=billing CA",
    ]);
    const certificates = await knownValue(value.callerCertificatesPem);
    assert.deepEqual(
      Object.entries(certificates).map(([caller, pem]) => [caller, ...subjects(pem)]),
      [
        ["monitoring", "CN=monitoring"],
        ["billing", "CN=billing-1"],
      ],
    );
    const chains = await knownValue(value.callerChainsPem);
    assert.deepEqual(subjects(chains.billing ?? ""), ["CN=billing CA"]);
    const keys = await knownValue(value.callerPrivateKeysPem);
    assert.deepEqual(Object.keys(keys), ["monitoring", "billing"]);
    assert.match(keys.billing ?? "", /PRIVATE KEY/);
    assert.deepEqual(
      await Promise.all([
        pulumi.isSecret(value.callerPrivateKeysPem),
        pulumi.isSecret(value.callerCertificatesPem),
        pulumi.isSecret(value.callerChainsPem),
      ]),
      [true, false, false],
    );
    const domain = resources.find(({ name }) => name === "gw-domain-domain");
    assert.deepEqual(domain?.inputs.tags, {
      team: "edge",
      "mtls-gateway:caller:monitoring": "Health checks from the data centre",
      "mtls-gateway:caller:billing": "Monthly run",
    });
    assert.deepEqual(domain.secrets, []);
  });

  it("that have CAs of their own bring these, and nothing is made for them", async () => {
    const partner = await actor("Partner");
    const { value, resources, errors } = await runProgram(() =>
      make({ partner: { reason: "Contract 42", caCertificatesPem: partner.certificatePem } }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("gw-caller-")),
      [],
    );
    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), [
      "CN=MyRootCA",
      "CN=Partner",
    ]);
  });

  it("that have certificates of AWS Private CA are trusted by its ARN", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ partner: { reason: "Contract 42", certificateAuthorityArn: privateCaArn } }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("gw-caller-")),
      [],
    );
    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), [
      "CN=MyRootCA",
      "CN=Private Issuing",
      "CN=Private Root",
    ]);
  });

  it("change over to a new CA with their generation", async () => {
    const { value, resources } = await runProgram(() =>
      make({ monitoring: { ...monitoring, generation: 2 } }),
    );

    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), [
      "CN=MyRootCA",
      "CN=monitoring CA G2",
    ]);
    assert.deepEqual(
      resources
        .filter(({ type, parent }) => type.endsWith("PrivateKey") && parent.includes("caller"))
        .map(({ name }) => name),
      ["gw-caller-monitoring-ca-key-g2", "gw-caller-monitoring-key-g2"],
    );
  });

  const refused: [what: string, callers: Record<string, AdditionalCaller>, line: string][] = [
    [
      "a name that no resource can have",
      { "a b": monitoring },
      'additionalCallers: "a b" is no name of a caller. Give 1 to 63 letters, digits and hyphens.',
    ],
    [
      "a blank reason",
      { monitoring: { reason: "  " } },
      'additionalCallers.monitoring.reason: "  " cannot stand as a tag that says why. Give 1 to 256 letters, digits, spaces and _ . : / = + - @.',
    ],
    [
      "a reason that no tag can hold",
      { monitoring: { reason: "because; of that" } },
      'additionalCallers.monitoring.reason: "because; of that" cannot stand as a tag that says why. Give 1 to 256 letters, digits, spaces and _ . : / = + - @.',
    ],
    [
      "what is no ARN of a Private CA",
      { partner: { reason: "Contract 42", certificateAuthorityArn: "mine" } },
      'additionalCallers.partner.certificateAuthorityArn: "mine" is no ARN of an AWS Private CA: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID.',
    ],
    [
      "a lifetime for what is not made",
      { partner: { reason: "Contract 42", caCertificatesPem: "PEM", validityDays: 3 } },
      "additionalCallers.partner.validityDays: given beside caCertificatesPem, for which nothing is made here. Leave one of them out.",
    ],
  ];
  for (const [what, callers, line] of refused) {
    it(`are refused with ${what}`, () =>
      assert.rejects(
        runProgram(() => make(callers)),
        { message: `MutualTlsGateway "gw" is refused: ${line}` },
      ));
  }
});
