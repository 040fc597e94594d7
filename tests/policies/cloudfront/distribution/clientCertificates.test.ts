import assert from "node:assert/strict";

import { changed, compliantProgram, origin } from "../../support/compliantProgram";
import { edgeProgram, edgeVerdicts, rebuilt } from "../../support/edgeProgram";
import { judge, unknown, type Fixture, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const arn = (id: number, region = "us-east-1"): string =>
  `arn:aws:acm:${region}:123456789012:certificate/${id}`;

describe("CC106", () => {
  const refused = ["CC106-distribution distribution mandatory"];

  it("refuses an ARN in another Region, and what is no ARN of ACM", async () => {
    const iam = "arn:aws:iam::123456789012:server-certificate/edge";

    assert.deepEqual(await edgeVerdicts(withArns(arn(1, "us-east-2"))), refused);
    assert.deepEqual(await edgeVerdicts(withArns(iam)), refused);
    assert.deepEqual(await edgeVerdicts(withArns(arn(1))), []);
  });

  it("refuses an import whose own region is another one, before it has an ARN", async () => {
    const program = rebuilt(edgeProgram(), "edge", { region: "eu-west-1" });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CC"));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        "CC106 error: distribution presents edge, which is in eu-west-1; CloudFront reads client certificates in us-east-1 alone. " +
          "Fix: Import the certificate into ACM in us-east-1.",
      ],
    );
  });

  it("reads the region of the provider, and own before provider", async () => {
    assert.deepEqual(await edgeVerdicts(inRegion(undefined, "us-east-2")), refused);
    assert.deepEqual(await edgeVerdicts(inRegion("us-east-1", "us-east-2")), []);
    assert.deepEqual(await edgeVerdicts(inRegion(undefined, "us-east-1")), []);
  });

  it("reads the default region of the environment, and leaves it open when nobody says", async () => {
    const { AWS_REGION: before } = process.env;
    try {
      process.env.AWS_REGION = "us-east-2";
      assert.deepEqual(await edgeVerdicts(inRegion(undefined, undefined)), refused);
      process.env.AWS_REGION = "";
      process.env.AWS_DEFAULT_REGION = "";
      assert.deepEqual(await edgeVerdicts(inRegion(undefined, undefined)), [
        "open CC106 distribution",
      ]);
    } finally {
      delete process.env.AWS_DEFAULT_REGION;
      if (before === undefined) delete process.env.AWS_REGION;
      else process.env.AWS_REGION = before;
    }
  });

  it("leaves an ARN open that comes from nowhere in the program", async () => {
    const program = rebuilt(edgeProgram(), "distribution", {}, { origins: ["domain"] });

    assert.deepEqual(await edgeVerdicts(program), [
      "open CC106 distribution",
      "open CC107 distribution",
    ]);
  });

  describeScope({
    policy: "CC106-distribution",
    resource: "distribution",
    trips: () => rebuilt(edgeProgram(), "edge", { region: "eu-west-1" }),
    unknown: () => rebuilt(edgeProgram(), "edge", { region: unknown }),
  });
});

describe("CC107", () => {
  const refused = ["CC107-distribution distribution mandatory"];

  it("refuses a certificate that ACM issues, and one of AWS Private CA", async () => {
    assert.deepEqual(await edgeVerdicts(issued({})), refused);
    assert.deepEqual(await edgeVerdicts(issued({ certificateAuthorityArn: unknown })), refused);
  });

  it("says of one of AWS Private CA that it has to be imported", async () => {
    const said = await judge(issued({ certificateAuthorityArn: unknown }));
    const [message = ""] = said
      .filter(({ policy }) => policy === "CC107-distribution")
      .map((each) => each.message);

    assert.match(message, /which ACM had AWS Private CA issue; CloudFront takes imported/);
    assert.doesNotMatch(message, /clientAuth/);
  });

  it("refuses it by its ARN", async () => {
    const program = changed(withArns(arn(1)), "certificate", { arn: arn(1) });

    assert.deepEqual(await edgeVerdicts(program), refused);
  });

  describeScope({
    policy: "CC107-distribution",
    resource: "distribution",
    trips: () => issued({}),
    unknown: () => rebuilt(edgeProgram(), "distribution", {}, { origins: ["domain"] }),
  });
});

describe("CC108", () => {
  const refused = ["CC108-distribution distribution mandatory"];

  it("refuses six different certificates and takes five, however often", async () => {
    assert.deepEqual(
      await edgeVerdicts(withArns(...[1, 2, 3, 4, 5, 6].map((id) => arn(id)))),
      refused,
    );
    assert.deepEqual(await edgeVerdicts(withArns(...[1, 2, 3, 4, 5, 5].map((id) => arn(id)))), []);
  });

  it("counts the certificates of the program before they have ARNs", async () => {
    assert.deepEqual(await edgeVerdicts(withImports(6)), refused);
    assert.deepEqual(await edgeVerdicts(withImports(5)), []);
  });

  it("leaves a sixth one open that comes from nowhere in the program", async () => {
    const program = withArns(...[1, 2, 3, 4, 5].map((id) => arn(id)), unknown);

    assert.ok((await edgeVerdicts(program)).includes("open CC108 distribution"));
  });

  describeScope({
    policy: "CC108-distribution",
    resource: "distribution",
    trips: () => withImports(6),
    unknown: () => withArns(...[1, 2, 3, 4, 5].map((id) => arn(id)), unknown),
  });
});

/** The compliant program, its distribution with one origin for each ARN. */
function withArns(...arns: string[]): FixtureProgram {
  const origins = arns.map((clientCertificateArn, index) =>
    origin(`partner-${index}.example.net`, { clientCertificateArn }, `partner-${index}`),
  );
  return changed(compliantProgram(""), "distribution", { origins }, { from: {} });
}

/** The edge program with this many imports of the one certificate, and an origin for each. */
function withImports(count: number): FixtureProgram {
  const program = edgeProgram();
  const names = Array.from({ length: count }, (_, index) => `edge${index + 1}`);
  const imports = names.map((name) => [name, program.edge as Fixture] as const);
  const origins = names.map((name) =>
    origin(`${name}.example.net`, { clientCertificateArn: unknown }, name),
  );
  return {
    ...program,
    ...Object.fromEntries(imports),
    ...changed(program, "distribution", { origins }, { from: { origins: names } }),
  };
}

function inRegion(own: string | undefined, providers: string | undefined): FixtureProgram {
  const provider = providers === undefined ? {} : { region: providers };
  return changed(edgeProgram(), "edge", { region: own }, { provider });
}

/** The edge program, its certificate being issued by ACM in place of imported. */
function issued(inputs: Record<string, unknown>): FixtureProgram {
  const edge: Fixture = {
    type: "aws:acm/certificate:Certificate",
    inputs: { domainName: "edge.example.com", region: "us-east-1", ...inputs },
    outputs: { arn: unknown },
  };
  return { ...edgeProgram(), edge };
}
