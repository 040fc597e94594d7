import assert from "node:assert/strict";
import { answer } from "../support/gatewayActs";
import { unknown, type Kept, type Plain } from "../support/providerClient";
import type { ServedDomain } from "../support/servedDomain";
import { httpTypes, ServedHttpApi } from "../support/servedHttpApi";

describe("domains and API mappings of API Gateway's version 2 on this machine", () => {
  let here: ServedHttpApi;
  let served: ServedDomain;
  before(async () => {
    here = await ServedHttpApi.start();
    ({ served } = here);
  });
  after(() => here.dispose());

  it("share one namespace of domains with REST APIs, and update a domain in place", async () => {
    assert.equal(
      await answer(served.acts.domain("api.example.com", served.certificateArn)),
      "ConflictException: The domain name you provided already exists.",
    );
    assert.match(
      await answer(
        served.create(httpTypes.domain, "bare", {
          ...here.domainInputs(),
          domainName: "bare.example.com",
          mutualTlsAuthentication: { truststoreUri: "s3://served-truststore/nothing.pem" },
        }),
      ),
      /^BadRequestException: Invalid truststore URI s3:\/\/served-truststore\/nothing\.pem: /,
    );
    const { mutualTlsAuthentication, ...open } = here.domainInputs();
    assert.deepEqual((await served.account.aws.diff(here.domain, open)).replaces, []);
    const off = await served.account.aws.update(here.domain, open);
    const view = () => served.account.local.account.domains()[0];
    assert.equal(view()?.truststore, undefined);
    const on = await served.account.aws.update(off, { ...open, mutualTlsAuthentication });
    assert.notEqual(view()?.truststore, undefined);
    const configuration = (kept: Kept) => kept.outputs.domainNameConfiguration as Plain;
    assert.equal(configuration(on).targetDomainName, configuration(here.domain).targetDomainName);
    assert.equal(configuration(on).hostedZoneId, "ZOJJZC49E0EPZ");
  });

  it("preview a domain with its target unknown, and keep the target in the preview of an update", async () => {
    const planned = await served.account.aws.previewCreate(httpTypes.domain, "planned", {
      ...here.domainInputs(),
      domainName: "planned.example.com",
    });
    assert.equal((planned.domainNameConfiguration as Plain).targetDomainName, unknown);
    const news = { ...here.domainInputs(), tags: { team: "shop" } };
    const updated = await served.account.aws.update(here.domain, news, true);
    assert.deepEqual(
      updated.outputs.domainNameConfiguration,
      here.domain.outputs.domainNameConfiguration,
    );
  });

  it("map REST and HTTP APIs under paths of several levels, and move a mapping in place", async () => {
    const refused = (inputs: Plain) => answer(here.map(inputs));
    assert.match(
      await refused({ apiMappingKey: "/a" }),
      /^apiMappingKey: API mapping key should not/,
    );
    assert.match(await refused({ apiMappingKey: "a//b" }), /^apiMappingKey: API mapping key/);
    assert.equal(
      await refused({ apiMappingKey: "x", stage: "none" }),
      "BadRequestException: Invalid stage identifier specified",
    );
    assert.equal(
      await refused({ apiMappingKey: "shop/v1" }),
      "ConflictException: Base path already exists for this domain name",
    );
    assert.match(await refused({ apiId: "nothing", apiMappingKey: "x" }), /^NotFoundException: /);
    const kept = await here.map({ apiMappingKey: "a/b/c" });
    const moved = { ...kept.inputs, apiMappingKey: "a/b" };
    assert.deepEqual((await served.account.aws.diff(kept, moved)).replaces, []);
    const after = await served.account.aws.update(kept, moved);
    assert.deepEqual([after.id, after.outputs.apiMappingKey], [kept.id, "a/b"]);
    assert.equal((await served.ask({ path: "/a/b/pets/1" })).status, 200);
    assert.equal((await served.ask({ path: "/a/b/c/pets/1" })).status, 404);
    await served.account.aws.delete(after);
    assert.equal((await served.ask({ path: "/a/b/pets/1" })).status, 403);
  });
});
