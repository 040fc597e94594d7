import assert from "node:assert/strict";
import { apiId, region } from "./support/fakeAccount";
import { everyMethod, functionArn, FunctionWorld, invokeArn } from "./support/functionWorld";
import { open } from "./support/world";

const returns = (value: unknown) => `exports.handler = async () => (${JSON.stringify(value)});`;
const ok = returns({ statusCode: 200, body: "ok" });
const internal = '{"message":"Internal server error"}';

describe("a function behind a REST API", () => {
  let here: FunctionWorld;
  before(async () => {
    here = await FunctionWorld.create();
  });
  after(() => here.close());

  /** Status, body, and why in the log of requests. */
  const outcome = async (call: object = {}) => {
    let answer = { status: 0, body: "" };
    const [entry] = await here.world.logged(async () => {
      answer = await here.world.ask({ name: open, path: "/", ...call });
    });
    return [answer.status, answer.body, entry?.reason] as const;
  };

  it("answers with its status, headers of both kinds and body", async () => {
    await here.deploy(
      returns({
        statusCode: "201",
        headers: { "X-One": 1, "Set-Cookie": "c=3", Date: "its own", Connection: "close" },
        multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
        body: "made",
      }),
    );
    const { status, headers, body } = await here.world.ask({ name: open, path: "/" });
    assert.deepEqual([status, body, headers["x-one"]], [201, "made", "1"]);
    assert.deepEqual(headers["set-cookie"], ["a=1", "b=2", "c=3"]);
    assert.equal(headers["x-amzn-remapped-date"], "its own");
    assert.equal(headers["content-length"], "4");
    assert.match(String(headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
  });

  it("answers with headers of any name, those that every object has among them", async () => {
    const single = '{"constructor":"a","toString":"b","__proto__":"c"}';
    const multi = '{"__proto__":["d"],"valueOf":["e","f"]}';
    await here.deploy(
      `exports.handler = async () => JSON.parse('{"statusCode":200,"headers":${single},"multiValueHeaders":${multi}}');`,
    );
    const { status, headers } = await here.world.ask({ name: open, path: "/" });
    const own = Object.entries(headers).filter(([name]) => /constr|string|proto|value/.test(name));
    assert.deepEqual(
      [status, own.sort()],
      [
        200,
        [
          ["constructor", "a"],
          ["tostring", "b"],
          ["valueof", "e, f"],
        ],
      ],
    );
  });

  it("has its base64 decoded for a client that accepts a binary media type first, and for no other", async () => {
    await here.deploy(returns({ statusCode: 200, body: "AAH/", isBase64Encoded: true }));
    const body = async (accept: string) =>
      (await here.world.ask({ name: open, path: "/", headers: { accept } })).body;
    assert.equal(await body("image/png"), "AAH/");
    await here.integrate({}, { "x-amazon-apigateway-binary-media-types": ["image/png"] });
    assert.equal(await body("image/png, */*"), "\u0000\u0001\ufffd");
    assert.equal(await body("*/*"), "AAH/");
    await here.integrate();
  });

  for (const [what, value, why] of [
    ["null", null, "it is no object"],
    ["no statusCode", { body: "x" }, "statusCode is no number of an HTTP status"],
    ["a body that is an object", { statusCode: 200, body: {} }, "body is no string"],
    ["a field of its own", { statusCode: 200, pets: [] }, 'it has a field "pets"'],
    [
      "one value where a list is due",
      { statusCode: 200, multiValueHeaders: { a: "b" } },
      "multiValueHeaders.a is no list",
    ],
    [
      "a second line in a header",
      { statusCode: 200, headers: { "x-a": "b\r\nx-c: d" } },
      'the header "x-a" cannot be sent',
    ],
  ] as const) {
    it(`is answered for with 502 when it returns ${what}`, async () => {
      await here.deploy(returns(value));
      const malformed = `Execution failed due to configuration error: Malformed Lambda proxy response: ${why}`;
      assert.deepEqual(await outcome(), [502, internal, malformed]);
    });
  }

  it("is answered for with 502 when it throws, without its words", async () => {
    await here.deploy(
      `exports.handler = async () => { throw new TypeError("the database's name"); };`,
    );
    assert.deepEqual(await outcome(), [
      502,
      internal,
      "Lambda execution failed with status 200 due to customer function error: the database's name (who: TypeError)",
    ]);
  });

  it("is answered for with 504 when the integration's time runs out first", async () => {
    await here.deploy(`exports.handler = () => new Promise((done) => setTimeout(done, 2000));`);
    await here.integrate({ timeoutInMillis: 50 });
    const [status, body, reason] = await outcome();
    assert.deepEqual([status, body], [504, '{"message":"Endpoint request timed out"}']);
    assert.equal(reason, "who did not answer in 50 ms");
    await here.integrate();
  });

  it("is not called by another method than POST, nor where there is none", async () => {
    await here.deploy(ok);
    await here.integrate({ httpMethod: "GET" });
    assert.deepEqual((await outcome()).slice(0, 2), [500, internal]);
    await here.integrate({ uri: invokeArn.replace(":who/", ":nobody/") });
    assert.deepEqual((await outcome()).slice(0, 2), [500, internal]);
    await here.integrate({ uri: invokeArn.replace(":who/", ":${stageVariables.name}/") });
    await here.world.change((account) => {
      for (const { stages } of account.apiList)
        for (const one of stages) one.variables = { name: "who" };
    });
    assert.deepEqual(await outcome(), [200, "ok", ""]);
    await here.integrate();
  });

  it("is called with a permission that fits stage, method and path, and refused with 500 without one", async () => {
    const source = (suffix: string, api = apiId) => ({
      ...everyMethod,
      sourceArn: `arn:aws:execute-api:${region}:123456789012:${api}/${suffix}`,
    });
    const account = (sourceAccount: string) => ({ ...everyMethod, sourceAccount });
    const call = { path: "/things/7" };
    for (const [permission, status] of [
      [source("prod/GET/things/7"), 200],
      [source("*/GET/things/*"), 200],
      [{ action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" }, 200],
      [account("123456789012"), 200],
      [account("210987654321"), 500],
      [source("*/GET/things/{id}"), 500],
      [source("*/POST/things/*"), 500],
      [source("test/*/*"), 500],
      [source("*/*/*", "another"), 500],
      [{ ...everyMethod, principal: "events.amazonaws.com" }, 500],
      [{ ...everyMethod, action: "lambda:GetFunction" }, 500],
    ] as const) {
      await here.deploy(ok, { permissions: [permission] });
      const [seen, body, reason] = await outcome(call);
      assert.equal(seen, status, JSON.stringify(permission));
      if (status === 200) continue;
      assert.equal(body, internal);
      assert.equal(
        reason,
        `Execution failed due to configuration error: Invalid permissions on Lambda function (who has no permission for arn:aws:execute-api:${region}:123456789012:${apiId}/prod/GET/things/7)`,
      );
    }
    await here.deploy(ok, { permissions: [] });
    assert.equal((await outcome(call))[0], 500);
  });
});

describe("a function behind an HTTP API", () => {
  let here: FunctionWorld;
  before(async () => {
    here = await FunctionWorld.create();
  });
  after(() => here.close());

  const serve = (payloadFormat: "1.0" | "2.0", timeout = 30_000) =>
    here.world.change((account) => {
      const none = { requestParameters: {}, responseParameters: {} };
      const integration = { uri: functionArn, method: "POST", timeout, payloadFormat, ...none };
      const routes = [
        { key: "GET /pets", integration },
        { key: "GET /things/{id}", integration },
      ];
      const stages = [{ name: "$default", deploymentId: "d1", variables: {}, routes }];
      account.apiList = [];
      account.httpApiList = [{ id: apiId, region, name: "http", executeApiEnabled: false, stages }];
      for (const domain of account.domainList)
        domain.mappings = [{ basePath: "", apiId, stage: "$default" }];
    });
  const ask = async () => {
    const { status, headers, body } = await here.world.ask({ name: open });
    return [status, headers["content-type"], body];
  };

  it("answers, in format 2.0, with whatever it returns", async () => {
    await serve("2.0");
    await here.deploy(returns("Hello from Lambda!"));
    assert.deepEqual(await ask(), [200, "application/json", "Hello from Lambda!"]);
    await here.deploy(returns({ message: "hi" }));
    assert.deepEqual(await ask(), [200, "application/json", '{"message":"hi"}']);
    await here.deploy(
      returns({ statusCode: 202, cookies: ["a=1", "b=2"], body: "QUE=", isBase64Encoded: true }),
    );
    assert.deepEqual(await ask(), [202, "text/plain;charset=UTF-8", "AA"]);
    assert.deepEqual((await here.world.ask({ name: open })).headers["set-cookie"], ["a=1", "b=2"]);
  });

  it("is answered for with 500 when it fails, may not be called, or in format 1.0 returns something else", async () => {
    const failed = [500, "application/json", '{"message":"Internal Server Error"}'];
    await serve("2.0");
    await here.deploy(`exports.handler = async () => { throw new Error("no"); };`);
    assert.deepEqual(await ask(), failed);
    await here.deploy(returns("x"), { permissions: [] });
    assert.deepEqual(await ask(), failed);
    await serve("1.0");
    await here.deploy(returns({ message: "hi" }));
    assert.deepEqual(await ask(), failed);
  });

  it("is answered for with 503 when its time runs out", async () => {
    await serve("2.0", 50);
    await here.deploy(`exports.handler = () => new Promise((done) => setTimeout(done, 2000));`);
    assert.deepEqual(await ask(), [503, "application/json", '{"message":"Service Unavailable"}']);
  });

  it("is called with a permission for the path of its route, parameters and all, or for its kind", async () => {
    await serve("2.0");
    const source = `arn:aws:execute-api:${region}:123456789012:${apiId}`;
    const status = async (sourceArn: string) => {
      await here.deploy(ok, { permissions: [{ ...everyMethod, sourceArn }] });
      return (await here.world.ask({ name: open, path: "/things/7" })).status;
    };
    assert.equal(await status(`${source}/*/*/things/{id}`), 200);
    assert.equal(await status(`${source}/*/GET/things/*`), 200);
    assert.equal(await status(`${source}/*/*/things/7`), 500);
    assert.equal(await status(`${source}/*/POST/things/{id}`), 500);
  });

  it("hears the query of a request as it was sent, and what it means", async () => {
    await serve("2.0");
    await here.deploy(
      `exports.handler = async ({ rawQueryString, queryStringParameters }) =>
        ({ rawQueryString, queryStringParameters });`,
    );
    const { body } = await here.world.ask({ name: open, path: "/pets?a=%20b~&flag&x=%2F" });
    assert.deepEqual(JSON.parse(body), {
      rawQueryString: "a=%20b~&flag&x=%2F",
      queryStringParameters: { a: " b~", flag: "", x: "/" },
    });
  });
});
