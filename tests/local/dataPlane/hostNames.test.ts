import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:tls";
import { inAcm } from "./support/actors";
import { readToEnd } from "./support/client";
import { apiId, executeApiHost, region } from "./support/fakeAccount";
import { guarded, open, World } from "./support/world";

const forbidden = '{"message":"Forbidden"}';

describe("names at the gateway", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  const enableExecuteApi = () =>
    world.change((account) => {
      account.apiList = [account.petStore({ executeApiEnabled: true })];
    });

  it("answers Forbidden at an execute-api endpoint that is disabled", async () => {
    const [entry] = await world.logged(async () => {
      const answer = await world.ask({ name: executeApiHost, path: "/prod/pets" });
      assert.equal(answer.status, 403);
      assert.equal(answer.body, forbidden);
    });
    assert.equal(
      entry?.reason,
      `API ${apiId} has no public execute-api endpoint: it is disabled, or the API is PRIVATE`,
    );
  });

  it("serves the stage at an execute-api endpoint that is enabled, and nothing without a stage", async () => {
    await enableExecuteApi();
    const at = (path: string) => world.ask({ name: executeApiHost, path });
    assert.equal((await at("/prod/pets")).status, 200);
    assert.equal((await at("/prod")).body.includes("PetStore"), true);
    for (const path of ["/", "/pets", "/Prod/pets", "//prod/pets"]) {
      const answer = await at(path);
      assert.deepEqual([answer.status, answer.body], [403, forbidden], path);
    }
  });

  it("asks for no certificate at an execute-api endpoint", async () => {
    await enableExecuteApi();
    const answer = await world.ask({
      name: executeApiHost,
      path: "/prod/pets",
      client: world.client,
    });
    assert.equal(answer.status, 200);
  });

  for (const [sni, host] of [
    [open, guarded],
    [executeApiHost, guarded],
    [guarded, open],
    [guarded, executeApiHost],
    [guarded, "nobody.example.com"],
  ] as const) {
    it(`refuses the Host ${host} on a connection to ${sni}`, async () => {
      await enableExecuteApi();
      const [entry] = await world.logged(async () => {
        const answer = await world.ask({
          name: sni,
          headers: { host },
          path: "/prod/pets",
          client: world.client,
        });
        assert.deepEqual([answer.status, answer.body], [403, forbidden]);
      });
      assert.match(entry?.reason ?? "", /is not the server name of the TLS connection$/);
    });
  }

  it("takes a Host with a port or in capitals for the name it is", async () => {
    for (const host of [`${guarded}:443`, guarded.toUpperCase(), `${guarded}.`]) {
      const answer = await world.ask({ client: world.client, headers: { host } });
      assert.equal(answer.status, 200, host);
    }
  });

  it("refuses a request with two Host headers, or with another host in its target", async () => {
    for (const request of [
      `GET /pets HTTP/1.1\r\nHost: ${guarded}\r\nHost: ${open}\r\n\r\n`,
      `GET https://${open}/pets HTTP/1.1\r\nHost: ${guarded}\r\nConnection: close\r\n\r\n`,
    ]) {
      const socket = await world.handshake({ client: world.client });
      socket.write(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assert.match(await readToEnd(socket), /^HTTP\/1\.1 400 /);
    }
  });

  it("shows its own certificate and answers Forbidden to a name that is nobody's, and to none", async () => {
    for (const servername of ["nobody.example.com", ""]) {
      const socket = connect({
        host: "127.0.0.1",
        port: world.plane.gatewayPort,
        ca: world.account.publicCa.certificatePem,
        servername,
        checkServerIdentity: () => undefined,
      });
      await once(socket, "secureConnect");
      const shown = socket.getPeerCertificate().subjectaltname;
      socket.write(`GET /pets HTTP/1.1\r\nHost: ${guarded}\r\nConnection: close\r\n\r\n`);
      const text = await readToEnd(socket);
      assert.equal(shown, `DNS:*.execute-api.${region}.amazonaws.com`);
      assert.match(text, /^HTTP\/1\.1 403 Forbidden\r\n/);
    }
  });

  it("serves a wildcard domain by every name one label below, and keeps its names apart", async () => {
    const wildcard = await world.account.domain("*.wild.example.com", [world.root]);
    await world.change((account) => account.domainList.push(wildcard));
    const call = { client: world.client };
    assert.equal((await world.ask({ ...call, name: "a.wild.example.com" })).status, 200);
    const crossed = { name: "a.wild.example.com", headers: { host: "b.wild.example.com" } };
    assert.equal((await world.ask({ ...call, ...crossed })).status, 403);
  });

  it("shows the new server certificate of a domain from the next handshake on", async () => {
    const issued = await world.account.publicCa.issue([guarded]);
    await world.change((account) => {
      account.domainList = account.domainList.map((domain) =>
        domain.domainName === guarded ? { ...domain, serverCertificate: inAcm(issued) } : domain,
      );
    });
    const socket = await world.handshake({ client: world.client });
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replace(/:/g, "").toLowerCase();
    assert.equal(shown, issued.certificate.fingerprint);
    socket.destroy();
  });

  it("goes on with the other domains when one has a server certificate that cannot be used", async () => {
    const broken = await world.account.domain("broken.example.com", [world.root]);
    broken.serverCertificate = { ...broken.serverCertificate, privateKeyPem: "no key" };
    const entries = await world.logged(() =>
      world.change((account) => account.domainList.push(broken)),
    );
    const [failed, ...more] = entries.map(({ outcome, serverName, reason }) =>
      [outcome, serverName, reason.split(":")[0]].join(" "),
    );
    assert.deepEqual([failed, more], ["failed broken.example.com server certificate", []]);
    assert.equal((await world.ask({ client: world.client })).status, 200);
    await assert.rejects(world.ask({ name: "broken.example.com" }), /altnames/);
  });

  it("chooses the longest base path that fits whole segments", async () => {
    const definition = {
      swagger: "2.0",
      paths: {
        "/{proxy+}": {
          "x-amazon-apigateway-any-method": {
            "x-amazon-apigateway-integration": {
              type: "mock",
              requestTemplates: { "application/json": '{"statusCode": 200}' },
              responses: {
                default: {
                  statusCode: "200",
                  responseTemplates: {
                    "text/plain": "$context.apiId $context.resourcePath $input.params('proxy')",
                  },
                },
              },
            },
          },
        },
      },
    };
    await world.change((account) => {
      account.apiList = ["root", "v1", "deep"].map((id) => account.api(definition, { id }));
      for (const domain of account.domainList) {
        domain.mappings = [
          { basePath: "v1", apiId: "v1", stage: "prod" },
          { basePath: "v1/pets", apiId: "deep", stage: "prod" },
          { basePath: "", apiId: "root", stage: "prod" },
          { basePath: "gone", apiId: "gone", stage: "prod" },
        ];
      }
    });
    const at = async (path: string) => (await world.ask({ name: open, path })).body;
    assert.equal(await at("/v1/pets/7"), "deep /{proxy+} 7");
    assert.equal(await at("/v1/petshop"), "v1 /{proxy+} petshop");
    assert.equal(await at("/v11/x?y=/v1"), "root /{proxy+} v11/x");
    assert.equal(await at("/gone/x"), forbidden);
  });

  it("answers Forbidden below no mapping", async () => {
    await world.change((account) => {
      for (const domain of account.domainList) {
        domain.mappings = [{ basePath: "v1", apiId: apiId, stage: "prod" }];
      }
    });
    assert.equal((await world.ask({ name: open, path: "/v1/pets" })).status, 200);
    const answer = await world.ask({ name: open, path: "/pets" });
    assert.deepEqual([answer.status, answer.body], [403, forbidden]);
  });

  it("serves API Gateway's own certificate for the Region at execute-api hosts", async () => {
    const socket = await world.handshake({ name: `d-x.execute-api.${region}.amazonaws.com` });
    assert.equal(
      socket.getPeerCertificate().subjectaltname,
      `DNS:*.execute-api.${region}.amazonaws.com`,
    );
    socket.destroy();
  });
});
