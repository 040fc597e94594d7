import assert from "node:assert/strict";
import { Routes } from "@mtls-gateway/local/dist/dataPlane/gateway/routes";

const integration = { "x-amazon-apigateway-integration": { type: "mock" } };

function routesOf(...paths: string[]): Routes {
  return Routes.of({
    openapi: "3.0.1",
    paths: Object.fromEntries(paths.map((path) => [path, { get: integration }])),
  });
}

describe("routes of a deployed definition", () => {
  const resource = (routes: Routes, path: string, method = "GET") =>
    routes.match(method, path)?.operation.resourcePath;

  it("prefer a literal segment to a parameter, and a parameter to the rest of the path", () => {
    const routes = routesOf("/pets/{id}", "/pets/mine", "/pets/{proxy+}", "/{proxy+}");
    assert.equal(resource(routes, "/pets/mine"), "/pets/mine");
    assert.equal(resource(routes, "/pets/7"), "/pets/{id}");
    assert.equal(resource(routes, "/pets/7/toys"), "/pets/{proxy+}");
    assert.equal(resource(routes, "/owners"), "/{proxy+}");
  });

  it("come back from a literal segment that leads nowhere", () => {
    const routes = routesOf("/a/b", "/{x}/c");
    assert.equal(resource(routes, "/a/c"), "/{x}/c");
  });

  it("give the values of parameters, decoded", () => {
    const routes = routesOf("/pets/{id}/{rest+}");
    const match = routes.match("GET", "/pets/a%20b/c%2Fd/e");
    assert.deepEqual(match?.pathParameters, { id: "a b", rest: "c/d/e" });
  });

  it("take a percent sign that encodes nothing as it is", () => {
    assert.deepEqual(routesOf("/{id}").match("GET", "/100%")?.pathParameters, { id: "100%" });
  });

  it("do not fit an empty rest, another method or a longer path", () => {
    const routes = routesOf("/pets", "/all/{proxy+}");
    assert.equal(resource(routes, "/all"), undefined);
    assert.equal(resource(routes, "/pets", "POST"), undefined);
    assert.equal(resource(routes, "/pets/7"), undefined);
    assert.equal(resource(routes, "/"), undefined);
  });

  it("fall back on x-amazon-apigateway-any-method, and only for methods that are not there", () => {
    const any = { "x-amazon-apigateway-integration": { type: "http" } };
    const routes = Routes.of({
      paths: { "/": { get: integration, "x-amazon-apigateway-any-method": any } },
    });
    const type = (method: string) => routes.match(method, "/")?.operation.integration?.type;
    assert.deepEqual([type("GET"), type("DELETE")], ["mock", "http"]);
  });

  it("name everything about an operation that nothing here enforces", () => {
    const validator = "x-amazon-apigateway-request-validator";
    const document = {
      "x-amazon-apigateway-policy": {},
      security: [{ key: [] }],
      paths: {
        "/": { get: integration, post: { ...integration, security: [] } },
        "/checked": { get: { ...integration, security: [], [validator]: "all" } },
        "/own": { get: { ...integration, security: [{ cognito: [] }, { key: [] }] } },
      },
    };
    const routes = Routes.of(document);
    const missing = (method: string, path: string) =>
      routes.match(method, path)?.operation.notEmulated;
    const policy = "resource policies (x-amazon-apigateway-policy)";
    const scheme = (name: string) => `authorization (security scheme "${name}")`;
    assert.deepEqual(missing("GET", "/"), [policy, scheme("key")]);
    assert.deepEqual(missing("POST", "/"), [policy]);
    assert.deepEqual(missing("GET", "/checked"), [policy, `request validation (${validator})`]);
    assert.deepEqual(missing("GET", "/own"), [policy, scheme("cognito"), scheme("key")]);
  });

  it("survive a document without paths", () => {
    assert.equal(Routes.of({}).match("GET", "/"), undefined);
  });
});
