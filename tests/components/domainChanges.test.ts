import { MutualTlsDomain, type MutualTlsDomainArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as assert from "node:assert/strict";
import { runProgram } from "./support/mockProgram";

const make = (args: Partial<MutualTlsDomainArgs> = {}, name = "api"): MutualTlsDomain =>
  new MutualTlsDomain(name, {
    domainName: "api.example.com",
    certificateArn: "arn:server",
    truststoreUri: "s3://bucket/truststore.pem",
    truststoreVersion: "version-1",
    mappings: [
      {
        restApi: new aws.apigateway.RestApi("pets", {
          endpointConfiguration: { types: "REGIONAL" },
          disableExecuteApiEndpoint: true,
        }),
        stageName: "prod",
      },
    ],
    ...args,
  });

describe("changes of a MutualTlsDomain", () => {
  it("leaves the truststore out and warns when mutual TLS is off", async () => {
    const { resources, warnings } = await runProgram(() => make({ mutualTls: false }));

    const { mutualTlsAuthentication, ...inputs } =
      resources.find(({ name }) => name === "api-domain")?.inputs ?? {};
    assert.equal(mutualTlsAuthentication, undefined);
    assert.equal(inputs.domainName, "api.example.com");
    assert.deepEqual(warnings, [
      "mutualTls is false: everybody reaches the APIs behind this domain.",
    ]);
  });

  it("hands on an ownership certificate, and leaves it out where there is none", async () => {
    const ownershipOf = async (arn: string) => {
      const { resources } = await runProgram(() =>
        make({ ownershipVerificationCertificateArn: arn }),
      );
      return resources.find(({ name }) => name === "api-domain")?.inputs
        .ownershipVerificationCertificateArn;
    };

    assert.equal(await ownershipOf("arn:ownership"), "arn:ownership");
    assert.equal(await ownershipOf(""), undefined);
  });

  it("refuses another name than the domain's, before anything is mapped to it", async () => {
    const { resources, errors } = await runProgram(() =>
      make({ domainName: "new.example.com" }, "kept"),
    );

    assert.deepEqual(
      errors.map(({ message }) => message),
      [
        'MutualTlsDomain "kept" is refused: domainName: GW014 warning: the domain of this component is old.example.com, and ' +
          "new.example.com would replace it: from then on old.example.com answers nobody. Fix: Add a second MutualTlsDomain " +
          "for new.example.com, move the callers and then remove this one; or set allowReplacement.",
      ],
    );
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["kept", "kept-domain", "pets"],
    );
  });
});
