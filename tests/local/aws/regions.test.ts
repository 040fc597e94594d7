import assert from "node:assert/strict";
import { ServedDomain } from "../support/servedDomain";
import type { Kept, Plain } from "../support/providerClient";

const domainType = "aws:apigateway/domainName:DomainName";
const west = "us-west-2";

describe("one account with more than one Region", () => {
  let served: ServedDomain;
  before(async () => {
    served = await ServedDomain.start();
  });
  after(() => served.dispose());

  const domain = async (name: string, region: string): Promise<Kept> =>
    served.create(domainType, name, {
      domainName: name,
      region,
      regionalCertificateArn: await served.acts.certificate(name, region),
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      mutualTlsAuthentication: served.mutualTlsAuthentication,
    });
  /** A REST API of its own that answers from the backend's path. */
  const serve = async (name: string, region: string): Promise<void> => {
    const integration = {
      type: "http_proxy",
      httpMethod: "GET",
      uri: `${served.backendUrl}/${region}`,
    };
    const { id: restApi } = await served.create("aws:apigateway/restApi:RestApi", region, {
      region,
      endpointConfiguration: { types: "REGIONAL" },
      body: JSON.stringify({
        openapi: "3.0.1",
        info: { title: region, version: "1" },
        paths: { "/where": { get: { "x-amazon-apigateway-integration": integration } } },
      }),
    });
    const inputs: Plain = { restApi, region };
    const { id: deployment } = await served.create(
      "aws:apigateway/deployment:Deployment",
      region,
      inputs,
    );
    await served.create("aws:apigateway/stage:Stage", region, {
      ...inputs,
      deployment,
      stageName: "prod",
    });
    await served.create("aws:apigateway/basePathMapping:BasePathMapping", `${name}-${region}`, {
      ...inputs,
      domainName: name,
      stageName: "prod",
    });
  };
  const answeredBy = async (name: string) => {
    served.backend.seen = [];
    const { status } = await served.ask({ name, path: "/where" });
    return [status, ...served.backend.seen.map(({ url }) => url)];
  };

  it("has two domains of one truststore, each with the APIs of its own Region", async () => {
    await domain("east.example.com", "us-east-2");
    await domain("west.example.com", west);
    await serve("east.example.com", "us-east-2");
    await serve("west.example.com", west);
    assert.deepEqual(await answeredBy("east.example.com"), [200, "/us-east-2"]);
    assert.deepEqual(await answeredBy("west.example.com"), [200, `/${west}`]);
    const found = served.account.local.account
      .domains()
      .map(({ region, truststore }) => [region, truststore?.uri, truststore?.version]);
    const { truststoreUri, truststoreVersion } = served.mutualTlsAuthentication;
    assert.deepEqual(found, [
      ["us-east-2", truststoreUri, truststoreVersion],
      [west, truststoreUri, truststoreVersion],
    ]);
  });

  it("lets DNS say which of two domains of one name answers", async () => {
    const name = "both.example.com";
    const there = [await domain(name, "us-east-2"), await domain(name, west)];
    await serve(name, "us-east-2");
    await serve(name, west);
    const { zoneId } = await served.account.aws.invoke("aws:route53/getZone:getZone", {
      name: "example.com",
    });
    const inputs = ({ outputs }: Kept): Plain => ({
      zoneId,
      name,
      type: "A",
      aliases: [
        {
          name: outputs.regionalDomainName,
          zoneId: outputs.regionalZoneId,
          evaluateTargetHealth: false,
        },
      ],
    });
    const [first, second] = there;
    assert.ok(first !== undefined && second !== undefined);
    const record = await served.create("aws:route53/record:Record", "both", inputs(first));
    assert.deepEqual(await answeredBy(name), [200, "/us-east-2"]);
    await served.account.aws.update(record, inputs(second));
    assert.deepEqual(await answeredBy(name), [200, `/${west}`]);
  });
});
