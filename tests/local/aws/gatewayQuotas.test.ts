import type { MadeResource, Resources } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

const domainType = "aws:apigateway/domainName:DomainName";
const mappingType = "aws:apigatewayv2/apiMapping:ApiMapping";

describe("the quotas of API Gateway on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  let resources: Resources;
  before(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
    resources = account.local.resources("us-east-2");
  });
  after(() => account.dispose());

  const domain = (name: string, regionalCertificateArn: string, region = "us-east-2") =>
    resources.create(domainType, name, {
      domainName: name,
      region,
      regionalCertificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
    });

  it("are 120 custom domains in a Region, one more in another Region, and one more when one is deleted", async () => {
    const here = await acts.certificate("*.example.com");
    const made: MadeResource[] = [];
    for (let at = 0; at < 120; at++) made.push(await domain(`d${at}.example.com`, here));
    assert.equal(
      await answer(domain("one-more.example.com", here)),
      "LimitExceededException: An account has at most 120 public custom domain names in a Region; there are 120 in us-east-2",
    );
    const there = await acts.certificate("*.example.com", "us-west-2");
    assert.equal(await answer(domain("one-more.example.com", there, "us-west-2")), "");
    for (const one of made) await resources.delete(one);
    assert.equal(await answer(domain("one-more.example.com", here)), "");
  });

  it("are 200 mappings of several levels for a domain, any number of one level, and none of the reserved paths", async () => {
    const name = "mapped.example.com";
    await domain(name, await acts.certificate(name));
    const api = await resources.create("aws:apigatewayv2/api:Api", "pets", {
      protocolType: "HTTP",
    });
    const stage = { apiId: api.id, name: "prod", autoDeploy: true };
    await resources.create("aws:apigatewayv2/stage:Stage", "prod", stage);
    const map = (apiMappingKey: string) =>
      resources.create(mappingType, apiMappingKey, {
        apiId: api.id,
        stage: "prod",
        domainName: name,
        apiMappingKey,
      });
    for (let at = 0; at < 200; at++) await map(`v1/${at}`);
    assert.equal(
      await answer(map("v1/200")),
      "LimitExceededException: A domain has at most 200 mappings of several levels",
    );
    assert.equal(await answer(map("v1")), "");
    for (const path of ["ping", "sping"]) {
      assert.equal(
        await answer(map(path)),
        `BadRequestException: The base path ${path} is reserved by API Gateway for its health checks`,
      );
    }
  });
});
