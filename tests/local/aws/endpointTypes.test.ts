import assert from "node:assert/strict";
import { answer } from "../support/gatewayActs";
import { unknown, type Kept, type Plain } from "../support/providerClient";
import { ServedHttpApi } from "../support/servedHttpApi";

const restApiType = "aws:apigateway/restApi:RestApi";
const mappingType = "aws:apigateway/basePathMapping:BasePathMapping";
const of = (types: string): Plain => ({ endpointConfiguration: { types } });

describe("types of endpoints on this machine", () => {
  let here: ServedHttpApi;
  before(async () => {
    here = await ServedHttpApi.start();
  });
  after(() => here.dispose());

  const api = (name: string, types: string): Promise<Kept> =>
    here.served.create(restApiType, name, { name, ...of(types) });
  const changed = (made: Kept, types: string): Promise<Kept> =>
    here.served.account.aws.update(made, { ...made.inputs, ...of(types) });

  it("give a domain that changes its type the host of that type", async () => {
    const { acts, account, certificateArn } = here.served;
    const regional = await acts.domain("moved.example.com", certificateArn);
    const { securityPolicy, domainName } = regional.inputs;
    const certificate = await acts.certificate("*.example.com", "us-east-1");
    const inputs = { domainName, securityPolicy, certificateArn: certificate, ...of("EDGE") };

    const planned = await account.aws.update(regional, inputs, true);
    assert.equal(planned.outputs.cloudfrontDomainName, unknown);
    const edge = await account.aws.update(regional, inputs);
    assert.match(String(edge.outputs.cloudfrontDomainName), /^d[a-z0-9]{13}\.cloudfront\.net$/);
    assert.equal(edge.outputs.regionalDomainName, "");
    const back = await account.aws.update(edge, regional.inputs);
    assert.match(
      String(back.outputs.regionalDomainName),
      /^d-[a-z0-9]{10}\.execute-api\.us-east-2\.amazonaws\.com$/,
    );
    assert.notEqual(back.outputs.regionalDomainName, regional.outputs.regionalDomainName);
  });

  it("keep a domain from a type or a policy with which its HTTP API could not stay mapped", async () => {
    const { acts, account, certificateArn } = here.served;
    const domain = await acts.domain("open.example.com", certificateArn);
    await here.map({ domainName: domain.id, apiMappingKey: "shop" });
    assert.equal(
      await answer(account.aws.update(domain, { ...domain.inputs, securityPolicy: "TLS_1_0" })),
      "BadRequestException: HTTP APIs are mapped to REGIONAL domains with TLS 1.2 alone; this one is REGIONAL with TLS_1_0",
    );
  });

  it("refuse a security policy that needs an endpoint access mode, by its name", async () => {
    const { acts, certificateArn } = here.served;
    const securityPolicy = "SecurityPolicy_TLS13_1_3_2025_09";
    assert.equal(
      await answer(acts.domain("enhanced.example.com", certificateArn, { securityPolicy })),
      `BadRequestException: the security policy ${securityPolicy} is not emulated by the AWS on this machine: it needs endpointAccessMode, which nothing here acts on`,
    );
  });

  it("do not make a private API edge-optimized: it becomes REGIONAL first", async () => {
    const inner = await api("inner", "PRIVATE");
    assert.equal(
      await answer(changed(inner, "EDGE")),
      "BadRequestException: A private API cannot be changed into an edge-optimized API",
    );
    const regional = await changed(inner, "REGIONAL");
    assert.equal(await answer(changed(regional, "EDGE")), "");
  });

  it("do not make an API private that a domain leads to", async () => {
    const { acts, certificateArn, name } = here.served;
    const pets = await api("pets", "REGIONAL");
    await acts.domain("pets.example.com", certificateArn);
    const map = (domainName: string) =>
      here.served.create(mappingType, domainName, {
        domainName,
        restApi: pets.id,
        basePath: "rest",
      });
    const open = await map("pets.example.com");
    assert.equal(
      await answer(changed(pets, "PRIVATE")),
      "BadRequestException: Private APIs cannot be mapped to a public custom domain name",
    );
    await here.served.account.aws.delete(open);
    const guarded = await map(name);
    assert.match(await answer(changed(pets, "PRIVATE")), /^BadRequestException: GW001 error: /);
    await here.served.account.aws.delete(guarded);
    assert.equal(await answer(changed(pets, "PRIVATE")), "");
  });

  it("count by type when an API changes its type", async () => {
    for (let at = 0; at < 118; at++) await api(`edge-${at}`, "EDGE");
    const last = await api("last", "REGIONAL");
    await changed(last, "EDGE");
    const more = await api("more", "REGIONAL");
    assert.equal(
      await answer(changed(more, "EDGE")),
      "LimitExceededException: At most 120 edge-optimized APIs in a Region",
    );
  });

  it("stay as they are when a program says nothing of them any more", async () => {
    const quiet = await api("quiet", "REGIONAL");
    const { aws } = here.served.account;
    const renamed = await aws.update(quiet, { name: "quieter" });
    assert.deepEqual(renamed.outputs.endpointConfiguration, quiet.outputs.endpointConfiguration);
  });
});
