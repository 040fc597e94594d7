import assert from "node:assert/strict";
import { LocalAccount } from "../support/localAccount";
import type { Kept } from "../support/providerClient";

/** By which ID the real provider imports: the "Import" section of each type's page in the Pulumi Registry. */
describe("an import by the provider's own import ID", () => {
  let account: LocalAccount;
  let api: Kept;
  let deployment: Kept;
  let stage: Kept;

  before(async () => {
    account = await LocalAccount.start();
    const { aws } = account;
    api = await aws.create("aws:apigateway/restApi:RestApi", "api", {
      name: "api",
      body: JSON.stringify({
        openapi: "3.0.1",
        paths: { "/": { get: { "x-amazon-apigateway-integration": { type: "mock" } } } },
      }),
    });
    const restApi = api.id;
    deployment = await aws.create("aws:apigateway/deployment:Deployment", "d", { restApi });
    stage = await aws.create("aws:apigateway/stage:Stage", "s", {
      restApi,
      deployment: deployment.id,
      stageName: "prod",
    });
  });
  after(() => account.dispose());

  const imported = (made: Kept, id: string) => account.aws.read({ urn: made.urn, id });

  it("finds a deployment by API and deployment, and gives it its own ID", async () => {
    const found = await imported(deployment, `${api.id}/${deployment.id}`);
    assert.deepEqual([found?.id, found?.outputs], [deployment.id, deployment.outputs]);
    assert.equal(found?.inputs.restApi, api.id);
    assert.equal(await imported(deployment, `${api.id}/nosuch`), undefined);
    assert.equal(await imported(deployment, deployment.id), undefined);
  });

  it("finds a stage by API and name, and its settings by API, name and path", async () => {
    const found = await imported(stage, `${api.id}/prod`);
    assert.deepEqual([found?.id, found?.outputs], [stage.id, stage.outputs]);
    const settings = await account.aws.create(
      "aws:apigateway/methodSettings:MethodSettings",
      "all",
      {
        restApi: api.id,
        stageName: "prod",
        methodPath: "*/*",
        settings: { throttlingRateLimit: 10, throttlingBurstLimit: 5 },
      },
    );
    const all = await imported(settings, `${api.id}/prod/*/*`);
    assert.deepEqual([all?.id, all?.outputs], [settings.id, settings.outputs]);
  });

  it("finds an object by bucket and key, and gives it its key as ID", async () => {
    await account.aws.create("aws:s3/bucket:Bucket", "b", { bucket: "imported" });
    const made = await account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "o", {
      bucket: "imported",
      key: "folder/note.txt",
      content: "text",
    });
    for (const id of ["imported/folder/note.txt", "s3://imported/folder/note.txt"]) {
      assert.equal((await imported(made, id))?.id, "folder/note.txt");
    }
    const found = await imported(made, "imported/folder/note.txt");
    assert.equal(found?.outputs.etag, made.outputs.etag);
  });
});
