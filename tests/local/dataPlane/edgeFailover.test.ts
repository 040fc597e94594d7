import assert from "node:assert/strict";
import { RecordingBackend } from "./support/recordingBackend";
import { guarded, World } from "./support/world";

describe("an origin group at the edge", () => {
  const second = "west.example.com";
  let world: World;
  let primary: RecordingBackend;
  before(async () => {
    world = await World.create();
    primary = await RecordingBackend.start(
      await world.account.publicCa.issue(["east.example.net"]),
    );
  });
  after(async () => {
    primary.close();
    await world.close();
  });

  /** East answers from a backend of its own; west is PetStore behind a domain without mutual TLS. */
  const group = async (
    failoverCodes: number[],
    east = { port: primary.port, name: "east.example.net" },
  ) => {
    const domain = await world.account.domain(second);
    await world.change((account) => {
      account.domainList = [
        ...account.domainList.filter(({ domainName }) => domainName !== second),
        domain,
      ];
      account.records = {
        ...account.records,
        [second]: domain.regionalDomainName,
        "east.example.net": "127.0.0.1",
      };
      for (const distribution of account.distributionList) {
        const [origin] = distribution.origins;
        assert.ok(origin);
        const base = { ...origin, clientCertificate: undefined };
        distribution.origins = [
          { ...base, id: "east", domainName: east.name, httpsPort: east.port },
          { ...base, id: "west", domainName: second, httpsPort: 443 },
        ];
        distribution.originGroups = [{ id: "group", members: ["east", "west"], failoverCodes }];
        for (const behavior of distribution.behaviors) behavior.targetOriginId = "group";
      }
    });
  };
  const ask = async (method = "GET", body?: string) => {
    const { status, headers } = await world.askEdge({ method, body });
    return [status, headers["x-cache"]];
  };

  it("answers from the primary while that is well", async () => {
    await group([503]);
    primary.reply = (response) => void response.writeHead(200).end("east");
    assert.equal((await world.askEdge()).body, "east");
  });

  it("asks the secondary on a status code that is configured, and on no other", async () => {
    await group([503]);
    primary.reply = (response) => void response.writeHead(503).end();
    assert.deepEqual(await ask(), [200, "Miss from cloudfront"]);
    primary.reply = (response) => void response.writeHead(500).end();
    assert.deepEqual(await ask(), [500, "Error from cloudfront"]);
  });

  it("asks the secondary for GET, HEAD and OPTIONS alone", async () => {
    await group([503]);
    primary.reply = (response) => void response.writeHead(503).end();
    const seen = [];
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"]) {
      seen.push([method, (await ask(method))[0]]);
    }
    assert.deepEqual(seen, [
      ["GET", 200],
      ["HEAD", 403],
      ["OPTIONS", 200],
      ["POST", 503],
      ["PUT", 503],
      ["DELETE", 503],
    ]);
  });

  it("counts an origin that takes no connection as 503", async () => {
    const gone = await RecordingBackend.start();
    const { port } = gone;
    gone.close();
    const dead = { port, name: "east.example.net" };
    await group([503], dead);
    assert.deepEqual(await ask(), [200, "Miss from cloudfront"]);
    await group([500, 502, 504], dead);
    assert.deepEqual(await ask(), [502, "Error from cloudfront"]);
    await group([503], { port: 443, name: "nobody.example.net" });
    assert.deepEqual(await ask(), [200, "Miss from cloudfront"]);
  });

  it("counts an origin that refuses the edge's certificate as 502", async () => {
    const refusing = { port: 443, name: guarded };
    await group([502], refusing);
    assert.deepEqual(await ask(), [200, "Miss from cloudfront"]);
    await group([503], refusing);
    assert.deepEqual(await ask(), [502, "Error from cloudfront"]);
  });
});

describe("who the edge lets in", () => {
  let world: World;
  before(async () => {
    world = await World.create({ viewerCountry: "JP" });
  });
  after(() => world.close());

  const restrict = (kind: "whitelist" | "blacklist", ...countries: string[]) =>
    world.change((account) => {
      for (const distribution of account.distributionList) {
        distribution.geoRestriction = { kind, countries };
      }
    });

  it("is decided by the viewer's country", async () => {
    const seen = [];
    for (const [kind, country] of [
      ["whitelist", "JP"],
      ["whitelist", "US"],
      ["blacklist", "US"],
      ["blacklist", "JP"],
    ] as const) {
      await restrict(kind, country);
      seen.push([kind, country, (await world.askEdge()).status]);
    }
    assert.deepEqual(seen, [
      ["whitelist", "JP", 200],
      ["whitelist", "US", 403],
      ["blacklist", "US", 200],
      ["blacklist", "JP", 403],
    ]);
    const { body } = await world.askEdge();
    assert.match(body, /is configured to block access from your country\./);
    await restrict("whitelist", "JP");
  });

  it("is decided by the default action of the web ACL", async () => {
    const acl = (blocks: boolean) =>
      world.change((account) => {
        for (const distribution of account.distributionList) {
          distribution.webAcl = {
            arn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1",
            blocks,
          };
        }
      });
    await acl(true);
    assert.deepEqual((await world.edgeOutcome()).slice(0, 2), [403, "Error from cloudfront"]);
    await acl(false);
    assert.equal((await world.askEdge()).status, 200);
  });

  it("gets the headers of a managed policy, which leave the origin's own as they are", async () => {
    const backend = await RecordingBackend.start(
      await world.account.publicCa.issue(["own.example.net"]),
    );
    backend.reply = (response) => {
      response
        .writeHead(200, { "x-frame-options": "DENY", "x-content-type-options": "none" })
        .end();
    };
    await world.change((account) => {
      account.records = { ...account.records, "own.example.net": "127.0.0.1" };
      for (const behavior of account.distributionList.flatMap(({ behaviors }) => behaviors)) {
        behavior.responseHeadersPolicyId = "67f7725c-6f97-4210-82d7-5512b31e9d03";
      }
    });
    await world.changeOrigin({
      domainName: "own.example.net",
      httpsPort: backend.port,
      clientCertificate: undefined,
    });
    const { status, headers } = await world.askEdge();
    backend.close();
    assert.equal(status, 200);
    assert.deepEqual(
      [
        headers["x-frame-options"],
        headers["x-content-type-options"],
        headers["strict-transport-security"],
      ],
      ["DENY", "nosniff", "max-age=31536000"],
    );
  });
});
