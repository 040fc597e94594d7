import assert from "node:assert/strict";
import {
  pets,
  startPetStoreBackend,
  type PetStoreBackend,
} from "@mtls-gateway/local/dist/dataPlane/petStoreBackend";

describe("the stand-in for AWS's PetStore backend", () => {
  let backend: PetStoreBackend;
  before(async () => {
    backend = await startPetStoreBackend("127.0.0.1");
  });
  after(() => backend.close());

  const get = (path: string, init?: RequestInit) => fetch(backend.url + path, init);

  it("answers with the three pets of the walk-through, indented as there", async () => {
    const response = await get("/petstore/pets?type=dog&page=1");
    assert.equal(response.headers.get("content-type"), "application/json");
    const text = await response.text();
    assert.equal(text, JSON.stringify(pets, undefined, 2));
    assert.deepEqual(JSON.parse(text), [
      { id: 1, type: "dog", price: 249.99 },
      { id: 2, type: "cat", price: 124.99 },
      { id: 3, type: "fish", price: 0.99 },
    ]);
  });

  it("answers with one pet by its number, and 400 for a number that is no pet's", async () => {
    assert.deepEqual(await (await get("/petstore/pets/3")).json(), pets[2]);
    assert.equal((await get("/petstore/pets/4")).status, 400);
  });

  it("takes a new pet, and 400 for what is no JSON", async () => {
    const post = (body: string) => get("/petstore/pets", { method: "POST", body });
    assert.deepEqual(await (await post('{"type":"bird"}')).json(), {
      pet: { type: "bird" },
      message: "success",
    });
    assert.equal((await post("{")).status, 400);
    assert.equal((await post(`"${"x".repeat(70_000)}"`)).status, 413);
  });

  it("answers 404 elsewhere", async () => {
    for (const path of ["/", "/petstore", "/petstore/pets/", "/petstore/pets/x"]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });
});
