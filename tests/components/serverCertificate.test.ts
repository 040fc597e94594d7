import { ServerCertificate, type ServerCertificateArgs } from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram, unknown } from "./support/mockProgram";

describe("ServerCertificate", () => {
  const make = (args: ServerCertificateArgs): ServerCertificate =>
    new ServerCertificate("server", args);

  it("asks ACM for a certificate, proves the domain in the named zone and waits for it", async () => {
    const { resources, value, outputs, errors } = await runProgram(() =>
      make({ domainName: "api.example.com", zoneName: "example.com" }),
    );

    const arn = "arn:aws:acm:us-east-2:123456789012:certificate/server-certificate";
    assert.deepEqual(errors, []);
    assert.deepEqual(resources, [
      {
        type: "mtls-gateway:index:ServerCertificate",
        name: "server",
        parent: "",
        dependencies: [],
        inputs: {},
        secrets: [],
      },
      {
        type: "aws:acm/certificate:Certificate",
        name: "server-certificate",
        parent: "server",
        dependencies: [],
        inputs: { domainName: "api.example.com", validationMethod: "DNS" },
        secrets: [],
      },
      {
        type: "aws:acm/certificateValidation:CertificateValidation",
        name: "server-validation",
        parent: "server",
        dependencies: ["server-certificate", "server-validation-record"],
        inputs: { certificateArn: arn, validationRecordFqdns: ["_check.api.example.com."] },
        secrets: [],
      },
      {
        type: "aws:route53/record:Record",
        name: "server-validation-record",
        parent: "server",
        dependencies: ["server-certificate"],
        inputs: {
          allowOverwrite: true,
          name: "_check.api.example.com.",
          records: ["_answer.acm-validations.aws."],
          ttl: 300,
          type: "CNAME",
          zoneId: "Z1",
        },
        secrets: [],
      },
    ]);
    assert.equal(await knownValue(value.certificateArn), arn);
    assert.deepEqual(outputs, {
      server: ["certificateArn", "ownershipVerificationCertificateArn"],
    });
  });

  it("makes the record in the preview, although ACM has not said yet what stands in it", async () => {
    const { resources } = await runProgram(
      () => make({ domainName: "api.example.com", zoneId: "Z9" }),
      { preview: true },
    );

    assert.deepEqual(resources.find(({ name }) => name === "server-validation-record")?.inputs, {
      allowOverwrite: true,
      name: unknown,
      records: [unknown],
      ttl: 300,
      type: unknown,
      zoneId: "Z9",
    });
  });

  it("hands on a certificate that exists and makes nothing", async () => {
    const certificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/mine";
    const { resources, value } = await runProgram(() => make({ certificateArn }));

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["server"],
    );
    assert.equal(await knownValue(value.certificateArn), certificateArn);
  });

  it("refuses in the preview a certificate of another Region than the provider's", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/mine";
    const { errors } = await runProgram(() => make({ certificateArn }), { preview: true });

    assert.deepEqual(
      errors.map(({ message }) => message),
      [
        'ServerCertificate "server" is refused: certificateArn: the certificate is in us-east-1 and the domain in us-east-2; ' +
          "API Gateway takes a certificate of the domain's Region. Give one in us-east-2.",
      ],
    );
  });

  it("takes a wildcard, which a certificate can be for", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ domainName: "*.example.com", zoneName: "example.com" }),
    );

    assert.deepEqual(errors, []);
    assert.equal(
      resources.find(({ name }) => name === "server-certificate")?.inputs.domainName,
      "*.example.com",
    );
  });

  const refused: [what: string, args: ServerCertificateArgs, message: string][] = [
    [
      "a certificate without domain and zone",
      {},
      "for 2 reasons:\n" +
        "  domainName: missing. Give it, or an existing certificateArn.\n" +
        "  zoneName: missing. Give zoneName, zoneId or an existing certificateArn.",
    ],
    [
      "what is no ARN of an ACM certificate",
      { certificateArn: "mine" },
      ': certificateArn: "mine" is no ARN of an ACM certificate: arn:aws:acm:REGION:ACCOUNT:certificate/ID.',
    ],
    [
      "an existing certificate and how to make one",
      { certificateArn: "arn", domainName: "api.example.com", zoneId: "Z1", tags: {} },
      "for 3 reasons:\n" +
        ["domainName", "zoneId", "tags"]
          .map(
            (path) =>
              `  ${path}: given beside certificateArn, for which nothing is made here. Leave one of them out.`,
          )
          .join("\n"),
    ],
    [
      "a URL in place of a domain name",
      { domainName: "https://api.example.com", zoneName: "example.com" },
      ': domainName: "https://api.example.com" is no host name. Give the name alone, such as api.example.com: no scheme, port or path.',
    ],
    [
      "two zones",
      { domainName: "api.example.com", zoneName: "example.com", zoneId: "Z1" },
      ": zoneName: zoneId is given too, and they could mean two zones. Give one of them.",
    ],
    [
      "a zone that the domain is not in",
      { domainName: "api.badexample.com", zoneName: "example.com" },
      ": zoneName: api.badexample.com is no name in the zone example.com, so its records cannot stand there. " +
        "Give the zone of api.badexample.com.",
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        {
          message: `ServerCertificate "server" is refused${message.startsWith(":") ? "" : " "}${message}`,
        },
      ));
  }
});
