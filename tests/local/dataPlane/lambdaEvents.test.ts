import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { apiId, executeApiHost, region } from "./support/fakeAccount";
import { FunctionWorld, invokeArn } from "./support/functionWorld";
import { guarded, open } from "./support/world";

const echo = `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });`;

/** What no test can know before: times, IDs. */
function withoutNews(event: Record<string, never>): unknown {
  return JSON.parse(
    JSON.stringify(event, (name, value: unknown) => {
      if (name === "requestTimeEpoch" || name === "timeEpoch") return typeof value;
      const isNews = /^(requestId|extendedRequestId|requestTime|time|x-amzn-trace-id)$/i.test(name);
      if (!isNews) return value;
      return Array.isArray(value) ? ["text"] : value === undefined ? value : "text";
    }),
  );
}

describe("the event of a function behind a REST API", () => {
  let here: FunctionWorld;
  before(async () => {
    here = await FunctionWorld.create();
    await here.deploy(echo);
    await here.world.change((account) => {
      for (const { stages } of account.apiList) {
        for (const stage of stages) stage.variables = { colour: "blue" };
      }
    });
  });
  after(() => here.close());

  it("has every field that AWS documents, the client's certificate among them", async () => {
    const { world } = here;
    const { status, body, headers } = await world.ask({
      client: world.client,
      method: "POST",
      path: "/things/a%20b?one=1&two=2&two=3",
      headers: { "X-Mine": "yes", "Content-Type": "application/json", "User-Agent": "test" },
      body: '{"a":1}',
    });
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "application/json");
    const { serialNumber, validFrom, validTo } = new X509Certificate(world.client.pem);
    const singles = {
      "X-Mine": "yes",
      "Content-Type": "application/json",
      "User-Agent": "test",
      host: guarded,
      "X-Amzn-Trace-Id": "text",
      "X-Forwarded-For": "127.0.0.1",
      "X-Forwarded-Port": "443",
      "X-Forwarded-Proto": "https",
    };
    assert.deepEqual(withoutNews(JSON.parse(body) as Record<string, never>), {
      resource: "/things/{id}",
      path: "/things/a%20b",
      httpMethod: "POST",
      headers: singles,
      multiValueHeaders: Object.fromEntries(
        Object.entries(singles).map(([name, value]) => [name, [value]]),
      ),
      queryStringParameters: { one: "1", two: "3" },
      multiValueQueryStringParameters: { one: ["1"], two: ["2", "3"] },
      pathParameters: { id: "a b" },
      stageVariables: { colour: "blue" },
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: "123456789012",
        apiId,
        deploymentId: "d1",
        domainName: guarded,
        domainPrefix: "api",
        extendedRequestId: "text",
        httpMethod: "POST",
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: "127.0.0.1",
          user: null,
          userAgent: "test",
          userArn: null,
          clientCert: {
            clientCertPem: world.client.pem,
            subjectDN: "C=JP,O=MyOrg,CN=my-client",
            issuerDN: "C=JP,O=MyOrg,CN=MyRootCA",
            serialNumber: (serialNumber.toLowerCase().match(/../g) ?? []).join(":"),
            validity: { notBefore: validFrom, notAfter: validTo },
          },
        },
        path: "/things/a%20b",
        protocol: "HTTP/1.1",
        requestId: "text",
        requestTime: "text",
        requestTimeEpoch: "number",
        resourceId: (JSON.parse(body) as { requestContext: { resourceId: string } }).requestContext
          .resourceId,
        resourcePath: "/things/{id}",
        stage: "prod",
      },
    });
  });

  it("has null for what a request has not, and no certificate where the domain asks for none", async () => {
    const { body } = await here.world.ask({
      name: open,
      client: here.world.client,
      path: "/",
      headers: { "x-amzn-mtls-clientcert": "forged" },
    });
    const event = JSON.parse(body) as Record<string, never>;
    const { queryStringParameters, multiValueQueryStringParameters, pathParameters } = event;
    assert.deepEqual(
      [event.body, queryStringParameters, multiValueQueryStringParameters, pathParameters],
      [null, null, null, null],
    );
    const { identity } = (event as unknown as { requestContext: { identity: object } })
      .requestContext;
    assert.equal("clientCert" in identity, false);
    assert.equal(body.includes("forged"), false);
  });

  it("has every value of a header that was sent twice", async () => {
    const { world } = here;
    const headers = { "X-Twice": ["a", "b"] } as unknown as Record<string, string>;
    const { body } = await world.ask({ name: open, path: "/", headers });
    const event = JSON.parse(body) as Record<
      "headers" | "multiValueHeaders",
      Record<string, unknown>
    >;
    assert.deepEqual(
      [event.headers["X-Twice"], event.multiValueHeaders["X-Twice"]],
      ["b", ["a", "b"]],
    );
  });

  it("has the base path of the mapping in its path, and the stage of an execute-api host beside it", async () => {
    const { world } = here;
    await world.change((account) => {
      for (const domain of account.domainList) {
        if (domain.domainName === open)
          domain.mappings = [{ basePath: "v1", apiId, stage: "prod" }];
      }
      for (const api of account.apiList) api.executeApiEnabled = true;
    });
    const paths = async (name: string, path: string) => {
      const { body } = await world.ask({ name, path });
      const { path: own, requestContext } = JSON.parse(body) as {
        path: string;
        requestContext: { path: string };
      };
      return [own, requestContext.path];
    };
    assert.deepEqual(await paths(open, "/v1/things/7"), ["/v1/things/7", "/v1/things/7"]);
    assert.deepEqual(await paths(executeApiHost, "/prod/things/7"), [
      "/things/7",
      "/prod/things/7",
    ]);
  });

  it("has a body of a binary media type as base64", async () => {
    await here.integrate({}, { "x-amazon-apigateway-binary-media-types": ["image/png"] });
    const ask = async (type: string) => {
      const call = { client: here.world.client, method: "POST", path: "/" };
      const { body } = await here.world.ask({
        ...call,
        headers: { "content-type": type },
        body: "x",
      });
      const event = JSON.parse(body) as { body: string; isBase64Encoded: boolean };
      return [event.body, event.isBase64Encoded];
    };
    assert.deepEqual(await ask("image/png"), ["eA==", true]);
    assert.deepEqual(await ask("image/gif"), ["x", false]);
  });
});

describe("the event of a function behind an HTTP API", () => {
  let here: FunctionWorld;
  before(async () => {
    here = await FunctionWorld.create();
    await here.deploy(echo);
  });
  after(() => here.close());

  const serve = (payloadFormat: "1.0" | "2.0", key = "ANY /things/{id}", stage = "prod") =>
    here.world.change((account) => {
      const integration = {
        uri: invokeArn,
        method: "POST",
        timeout: 30_000,
        payloadFormat,
        requestParameters: {},
        responseParameters: {},
      };
      const routes = [{ key, integration }];
      const stages = [{ name: stage, deploymentId: "d1", variables: {}, routes }];
      account.apiList = [];
      account.httpApiList = [{ id: apiId, region, name: "http", executeApiEnabled: false, stages }];
      for (const domain of account.domainList) {
        domain.mappings = [{ basePath: "shop", apiId, stage }];
      }
    });
  const ask = async (more: object = {}) => {
    const { world } = here;
    const call = { client: world.client, path: "/shop/things/7?a=1&a=2" };
    const { status, body } = await world.ask({ ...call, ...more });
    assert.equal(status, 200, body);
    return JSON.parse(body) as Record<string, never>;
  };

  it("has every field that AWS documents for format 2.0", async () => {
    await serve("2.0");
    const { world } = here;
    const event = await ask({
      headers: { Cookie: "one=1; two=2", "X-Mine": "yes", "User-Agent": "test" },
    });
    const { serialNumber, validFrom, validTo } = new X509Certificate(world.client.pem);
    assert.deepEqual(withoutNews(event), {
      version: "2.0",
      routeKey: "ANY /things/{id}",
      rawPath: "/prod/things/7",
      rawQueryString: "a=1&a=2",
      cookies: ["one=1", "two=2"],
      headers: {
        host: guarded,
        "x-mine": "yes",
        "user-agent": "test",
        "x-amzn-trace-id": "text",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      queryStringParameters: { a: "1,2" },
      requestContext: {
        accountId: "123456789012",
        apiId,
        authentication: {
          clientCert: {
            clientCertPem: world.client.pem,
            subjectDN: "C=JP,O=MyOrg,CN=my-client",
            issuerDN: "C=JP,O=MyOrg,CN=MyRootCA",
            serialNumber: (serialNumber.toLowerCase().match(/../g) ?? []).join(":"),
            validity: { notBefore: validFrom, notAfter: validTo },
          },
        },
        domainName: guarded,
        domainPrefix: "api",
        http: {
          method: "GET",
          path: "/prod/things/7",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "test",
        },
        requestId: "text",
        routeKey: "ANY /things/{id}",
        stage: "prod",
        time: "text",
        timeEpoch: "number",
      },
      pathParameters: { id: "7" },
      isBase64Encoded: false,
    });
  });

  it("has, in format 1.0, the mapping's path and the certificate where a REST API has it", async () => {
    await serve("1.0");
    const event = await ask();
    const { version, resource, path, requestContext } = event as Record<string, unknown>;
    assert.deepEqual([version, resource, path], ["1.0", "/things/{id}", "/shop/things/7"]);
    const { identity } = requestContext as { identity: { clientCert: { subjectDN: string } } };
    assert.equal(identity.clientCert.subjectDN, "C=JP,O=MyOrg,CN=my-client");
  });

  it("has the stage $default nowhere in its path", async () => {
    await serve("2.0", "$default", "$default");
    const { rawPath, routeKey } = await ask();
    assert.deepEqual([rawPath, routeKey], ["/things/7", "$default"]);
  });

  it("has a body that is no text as base64", async () => {
    await serve("2.0");
    const body = async (type: string) => {
      const event = await ask({ method: "POST", body: "x", headers: { "content-type": type } });
      return [event.body, event.isBase64Encoded];
    };
    assert.deepEqual(await body("application/json"), ["x", false]);
    assert.deepEqual(await body("application/octet-stream"), ["eA==", true]);
  });
});
