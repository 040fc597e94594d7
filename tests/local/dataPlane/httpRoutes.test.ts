import { HttpRoutes } from "@mtls-gateway/local/dist/dataPlane/gateway/httpApi/httpRoutes";
import { Throttles } from "@mtls-gateway/local/dist/dataPlane/gateway/throttles";
import assert from "node:assert/strict";

const integration = {
  uri: "http://backend.example.net",
  method: "ANY",
  timeout: 1000,
  requestParameters: {},
  responseParameters: {},
};
const routes = (...keys: string[]) => new HttpRoutes(keys.map((key) => ({ key, integration })));

describe("the routes of an HTTP API", () => {
  // The example of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
  const documented = routes(
    "$default",
    "ANY /{proxy+}",
    "GET /pets/{proxy+}",
    "GET /pets/dog/{id}",
    "GET /pets/dog/1",
  );

  it("are chosen as AWS's documentation says", () => {
    const chosen = (method: string, path: string) => documented.match(method, path)?.key;
    assert.deepEqual(
      [
        chosen("GET", "/pets/dog/1"),
        chosen("GET", "/pets/dog/2"),
        chosen("GET", "/pets/cat/1"),
        chosen("POST", "/test/5"),
      ],
      ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}"],
    );
  });

  it("prefer a method to ANY, and a segment to a parameter before that", () => {
    const some = routes("ANY /pets", "GET /pets", "GET /{name}");
    assert.equal(some.match("GET", "/pets")?.key, "GET /pets");
    assert.equal(some.match("POST", "/pets")?.key, "ANY /pets");
    assert.equal(some.match("GET", "/toys")?.key, "GET /{name}");
    assert.equal(some.match("PUT", "/toys"), undefined);
  });

  it("give the values of parameters, decoded, and of a greedy one with its slashes", () => {
    const some = routes("GET /pets/{petId}", "GET /files/{path+}");
    assert.deepEqual(some.match("GET", "/pets/a%2Fb")?.pathParameters, { petId: "a/b" });
    assert.deepEqual(some.match("GET", "/files/a/b%20c")?.pathParameters, { path: "a/b c" });
  });

  it("fit the whole path: neither less nor more of it", () => {
    const some = routes("GET /pets/{petId}", "GET /files/{path+}");
    const seen = ["/pets", "/pets/", "/pets/1/", "/pets/1/2", "/files"].map((path) =>
      some.match("GET", path),
    );
    assert.deepEqual(seen, [undefined, undefined, undefined, undefined, undefined]);
    assert.deepEqual(routes("$default").match("GET", "/x")?.pathParameters, {});
  });
});

describe("a stage's limits", () => {
  const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);

  it("let a burst pass, and then as many requests as the rate gives back", () => {
    const throttles = new Throttles();
    const limits = { rate: 2, burst: 3 };
    const admits = (seconds: number) => throttles.admits("a", limits, at(seconds));
    assert.deepEqual([0, 0, 0, 0].map(admits), [true, true, true, false]);
    assert.deepEqual([0.4, 0.5, 0.5, 1].map(admits), [false, true, false, true]);
    assert.deepEqual([60, 60, 60, 60].map(admits), [true, true, true, false]);
  });

  it("are counted for each key, begin anew when they change, and do not mind a clock that goes back", () => {
    const throttles = new Throttles();
    assert.equal(throttles.admits("a", { rate: 0, burst: 1 }, at(0)), true);
    assert.equal(throttles.admits("b", { rate: 0, burst: 1 }, at(0)), true);
    assert.equal(throttles.admits("a", { rate: 0, burst: 1 }, at(-5)), false);
    assert.equal(throttles.admits("a", { rate: 0, burst: 2 }, at(0)), true);
  });
});
