import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { httpIntegration, IntegrationWorld } from "./support/integrationWorld";
import type { RecordingBackend } from "./support/recordingBackend";
import { open, World } from "./support/world";

describe("integrations of the gateway", () => {
  let world: World;
  let backend: RecordingBackend;
  let here: IntegrationWorld;
  before(async () => {
    here = await IntegrationWorld.create();
    ({ world, backend } = here);
  });
  beforeEach(() => {
    here.reset();
  });
  after(() => here.close());

  const deploy = (...args: Parameters<IntegrationWorld["deploy"]>) => here.deploy(...args);

  it("of type HTTP send what is mapped and nothing else, and map the answer", async () => {
    await deploy(httpIntegration);
    const answer = await world.ask({
      name: open,
      path: "/things/a%2Fb?page=2&other=3",
      method: "PUT",
      headers: { "x-mine": "me", "x-other": "no", "content-type": "application/json" },
      body: '{"name":"rex"}',
    });
    assert.deepEqual([answer.status, answer.body], [201, "hello"]);
    assert.equal(answer.headers["x-from"], "yes");
    assert.equal(answer.headers["x-fixed"], "static");
    assert.equal(answer.headers["x-backend"], undefined);
    assert.equal(answer.headers["content-type"], "text/plain");
    const [call] = backend.seen;
    assert.equal(call?.method, "POST");
    assert.equal(call.url, "/base/v1/blue/a/b?fixed=1&page=2");
    assert.equal(call.body, '{"name":"rex"}');
    const {
      host,
      "x-caller": caller,
      "x-static": fixed,
      "x-stage": stage,
      "x-name": name,
    } = call.headers;
    assert.deepEqual(
      [host, caller, fixed, stage, name],
      ["backend.example.net", "me", "fixed", "prod", "rex"],
    );
    assert.equal(call.headers["x-other"], undefined);
  });

  it("of type HTTP choose the response by the status, and fail when none fits", async () => {
    await deploy(httpIntegration);
    backend.reply = (response) => void response.writeHead(404).end();
    const gone = await world.ask({ name: open, path: "/things/1" });
    assert.deepEqual([gone.status, gone.body], [404, '{"gone": true}']);
    backend.reply = (response) => void response.writeHead(302, { Location: "/" }).end();
    const [entry] = await world.logged(async () => {
      const moved = await world.ask({ name: open, path: "/things/1" });
      assert.deepEqual([moved.status, moved.body], [500, '{"message":"Internal server error"}']);
    });
    assert.match(entry?.reason ?? "", /no match for output mapping of status 302/);
  });

  it("of type HTTP_PROXY pass request and answer through, but no hop-by-hop header and no claimed certificate", async () => {
    await deploy(
      {
        type: "http_proxy",
        httpMethod: "ANY",
        uri: "http://backend.example.net/{proxy}",
        requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
      },
      "/{proxy+}",
    );
    const answer = await world.ask({
      name: open,
      path: "/a/b?x=1&x=2",
      method: "PATCH",
      body: "text",
      headers: {
        "x-mine": "me",
        "x-amzn-mtls-clientcert": "forged",
        "x-forwarded-client-cert": "forged",
        connection: "close, x-drop",
        "x-drop": "1",
        "x-forwarded-for": "10.0.0.1",
      },
    });
    assert.deepEqual([answer.status, answer.body], [200, "hello"]);
    assert.equal(answer.headers["x-backend"], "yes");
    const [call] = backend.seen;
    assert.deepEqual([call?.method, call?.url, call?.body], ["PATCH", "/base/a/b?x=1&x=2", "text"]);
    const headers = call?.headers ?? {};
    assert.equal(headers["x-mine"], "me");
    assert.equal(headers["x-forwarded-for"], "10.0.0.1, 127.0.0.1");
    assert.deepEqual(
      Object.keys(headers).filter((name) => /cert|x-drop/.test(name)),
      [],
    );
  });

  it("of type MOCK answer with templates that refer to the request", async () => {
    await deploy({
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
      responses: {
        default: {
          statusCode: "200",
          responseTemplates: {
            "text/plain": "$context.httpMethod $input.params('id') $stageVariables.colour $5 #fff",
          },
        },
      },
    });
    const answer = await world.ask({ name: open, path: "/things/7" });
    assert.deepEqual(
      [answer.body, answer.headers["content-type"]],
      ["GET 7 blue $5 #fff", "text/plain"],
    );
  });

  it("answer Missing Authentication Token for a route that is not there", async () => {
    await deploy(httpIntegration);
    const answer = await world.ask({ name: open, path: "/other" });
    assert.deepEqual(
      [answer.status, answer.body],
      [403, '{"message":"Missing Authentication Token"}'],
    );
    assert.equal(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
  });

  for (const [what, integration, operation] of [
    ['integrations of type "AWS"', { type: "AWS" }, {}],
    ['integrations of type "aws"', { type: "aws" }, {}],
    [
      "the Velocity directive #set in mapping templates",
      { type: "mock", requestTemplates: { "application/json": "#set($a = 1)\n{}" } },
      {},
    ],
    [
      "$util.escapeJavaScript($x) in mapping templates",
      { type: "mock", requestTemplates: { "application/json": "$util.escapeJavaScript($x)" } },
      {},
    ],
    [
      'authorization (security scheme "api_key")',
      { type: "mock" },
      { security: [{ api_key: [] }] },
    ],
  ] as const) {
    it(`refuse by name ${what}`, async () => {
      await deploy(integration, "/things/{id}", operation);
      const [entry] = await world.logged(async () => {
        const answer = await world.ask({ name: open, path: "/things/1" });
        assert.equal(answer.status, 501);
        assert.deepEqual(JSON.parse(answer.body), {
          message: `The local AWS does not emulate ${what}.`,
        });
      });
      assert.equal(entry?.reason.includes(what.replace(" in mapping templates", "")), true);
    });
  }

  it("can hand on who the client is, on a domain with mutual TLS alone", async () => {
    const fields = ["subjectDN", "issuerDN", "serialNumber", "validity.notAfter"];
    const mapped = fields.map((field) => [
      `integration.request.header.X-${field.replace(".", "-")}`,
      `context.identity.clientCert.${field}`,
    ]);
    await deploy({ ...httpIntegration, requestParameters: Object.fromEntries(mapped) as object });
    await world.ask({ client: world.client, path: "/things/1" });
    await world.ask({ name: open, client: world.client, path: "/things/1" });
    const claims = backend.seen.map(({ headers }) =>
      Object.entries(headers).filter(([name]) => /dn$|serialnumber|validity/.test(name)),
    );
    const { validTo, serialNumber } = new X509Certificate(world.client.pem);
    assert.deepEqual(claims, [
      [
        ["x-subjectdn", "C=JP,O=MyOrg,CN=my-client"],
        ["x-issuerdn", "C=JP,O=MyOrg,CN=MyRootCA"],
        ["x-serialnumber", (serialNumber.toLowerCase().match(/../g) ?? []).join(":")],
        ["x-validity-notafter", validTo],
      ],
      [],
    ]);
  });

  it("leave no trace of control characters in the printed log", async () => {
    const lines: string[] = [];
    const other = await World.create({ log: (line) => lines.push(line) });
    await other.ask({ name: open, path: "/%1b[31m", headers: { host: open } });
    await other.close();
    assert.deepEqual(
      lines.map((line) => /[\u0000-\u001f]/.test(line)),
      [false],
    );
    assert.match(lines[0] ?? "", /^gateway open\.example\.com GET \/%1b\[31m 403 no GET/);
  });
});
