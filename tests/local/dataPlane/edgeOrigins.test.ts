import assert from "node:assert/strict";
import type { TLSSocket } from "node:tls";
import { actor, daysFromNoon, inAcm, type Actor } from "./support/actors";
import { executeApiHost, storeOf } from "./support/fakeAccount";
import { RecordingBackend } from "./support/recordingBackend";
import { edge, guarded, World } from "./support/world";

describe("the edge and its origins", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  it("brings the three pets from behind mutual TLS to a viewer without a certificate", async () => {
    const entries = await world.logged(async () => {
      const answer = await world.askEdge();
      assert.equal(answer.status, 200);
      assert.deepEqual(JSON.parse(answer.body), [
        { id: 1, type: "dog", price: 249.99 },
        { id: 2, type: "cat", price: 124.99 },
        { id: 3, type: "fish", price: 0.99 },
      ]);
      assert.equal(answer.headers["x-cache"], "Miss from cloudfront");
      assert.match(answer.headers.via ?? "", /^1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)$/);
      assert.equal(typeof answer.headers["x-amz-cf-id"], "string");
      assert.equal(typeof answer.headers["x-amz-cf-pop"], "string");
    });
    const { fingerprint } = world.client.certificate;
    assert.deepEqual(
      entries.map(({ listener, serverName, host, clientFingerprint, status }) => [
        listener,
        serverName,
        host,
        clientFingerprint,
        status,
      ]),
      [
        ["gateway", guarded, guarded, fingerprint, 200],
        ["edge", edge, edge, "", 200],
      ],
    );
  });

  it("passes bodies, query strings and paths on", async () => {
    const body = JSON.stringify({ type: "bird", price: 1 });
    const headers = { "content-type": "application/json" };
    const answer = await world.askEdge({ method: "POST", body, headers });
    assert.deepEqual(JSON.parse(answer.body), {
      pet: { type: "bird", price: 1 },
      message: "success",
    });
    assert.equal((await world.askEdge({ path: "/pets/2?x=1" })).body.includes('"cat"'), true);
  });

  it("answers 502 without originMtlsConfig, and the log says that it is missing", async () => {
    await world.changeOrigin({ clientCertificate: undefined });
    const [status, cache, reason] = await world.edgeOutcome();
    assert.deepEqual([status, cache], [502, "Error from cloudfront"]);
    assert.match(reason, /no originMtlsConfig/);
  });

  it("hands the gateway's 403 on when the client certificate is of a CA that the truststore has not", async () => {
    const rogue = await actor({ commonName: "MyRootCA", ca: true });
    const client = await actor({ commonName: "my-client", issuer: rogue });
    await world.changeOrigin({ clientCertificate: inAcm(client, [rogue]) });
    assert.deepEqual((await world.edgeOutcome()).slice(0, 2), [403, "Error from cloudfront"]);
  });

  it("presents an expired client certificate as CloudFront does, and the gateway refuses it", async () => {
    const client = await actor({
      commonName: "my-client",
      issuer: world.root,
      notAfter: daysFromNoon(-1),
    });
    await world.changeOrigin({ clientCertificate: inAcm(client, [world.root]) });
    const entries = await world.logged(async () => {
      assert.equal((await world.askEdge()).status, 403);
    });
    assert.deepEqual(entries[0]?.rules, ["CC002"]);
  });

  it("makes new connections with a new client certificate: none made with the old one is used again", async () => {
    await world.askEdge();
    const next = await actor({ commonName: "next-client", issuer: world.root });
    await world.changeOrigin({ clientCertificate: inAcm(next, [world.root]) });
    const entries = await world.logged(() => world.askEdge());
    assert.equal(entries[0]?.clientFingerprint, next.certificate.fingerprint);
  });

  it("drops no request while CA and client certificate are rotated in the order of the package", async () => {
    const newRoot = await actor({ commonName: "NewRootCA", ca: true });
    const next = await actor({ commonName: "next-client", issuer: newRoot });
    const trust = (cas: Actor[], version: string) =>
      world.change((account) => {
        account.domainList = account.domainList.map((domain) => ({
          ...domain,
          truststore: domain.truststore && storeOf(cas, version),
        }));
      });
    let rotating = true;
    const statuses = new Set<number>();
    const viewers = Array.from({ length: 3 }, async () => {
      while (rotating) statuses.add((await world.askEdge()).status);
    });
    await trust([world.root, newRoot], "v2");
    await world.askEdge();
    await world.changeOrigin({ clientCertificate: inAcm(next, [newRoot]) });
    // CloudFront's deployment is over when no edge presents the old certificate any more.
    for (let request = 0; request < 10; request += 1) await world.askEdge();
    await trust([newRoot], "v3");
    for (let request = 0; request < 5; request += 1) await world.askEdge();
    rotating = false;
    await Promise.all(viewers);
    assert.deepEqual([...statuses], [200]);
  });

  it("shares no connection between distributions with different client certificates", async () => {
    const other = await actor({ commonName: "other-client", issuer: world.root });
    const second = world.account.distribution(guarded, inAcm(other, [world.root]));
    const name = "d222222abcdef8.cloudfront.net";
    await world.change((account) => {
      account.distributionList.push({ ...second, id: "E2", domainName: name });
    });
    const seen: (string | undefined)[] = [];
    for (const one of [edge, name, edge, name]) {
      const entries = await world.logged(() => world.askEdge({ name: one }));
      seen.push(entries[0]?.clientFingerprint);
    }
    const [mine, others] = [world.client.certificate.fingerprint, other.certificate.fingerprint];
    assert.deepEqual(seen, [mine, others, mine, others]);
  });

  it("speaks TLS 1.2 alone to origins", async () => {
    const certificate = await world.account.publicCa.issue(["origin.example.org"]);
    const backend = await RecordingBackend.start(certificate);
    const versions: (string | null)[] = [];
    backend.server.on("secureConnection", (socket: TLSSocket) =>
      versions.push(socket.getProtocol()),
    );
    await world.changeOrigin({ domainName: "origin.example.org", httpsPort: backend.port });
    await world.change((account) => (account.records["origin.example.org"] = "127.0.0.1"));
    assert.equal((await world.askEdge()).status, 200);
    assert.deepEqual(versions, ["TLSv1.2"]);
    await world.changeOrigin({ sslProtocols: ["TLSv1", "TLSv1.1"] });
    assert.deepEqual((await world.edgeOutcome()).slice(0, 2), [502, "Error from cloudfront"]);
    backend.close();
  });

  it("answers 502 for an origin whose certificate is not publicly trusted, or is another name's", async () => {
    const privateCa = await actor({ commonName: "PrivateCA", ca: true });
    const untrusted = await actor({
      commonName: guarded,
      issuer: privateCa,
      extendedKeyUsage: ["serverAuth"],
      subjectAltNames: [guarded],
    });
    const misnamed = await world.account.publicCa.issue(["other.example.com"]);
    for (const [certificate, reason] of [
      [untrusted, /unable to verify the first certificate|unable to get local issuer/],
      [misnamed, /altnames/],
    ] as const) {
      await world.change((account) => {
        account.domainList = account.domainList.map((domain) => ({
          ...domain,
          serverCertificate: inAcm(certificate),
        }));
      });
      const [status, cache, said] = await world.edgeOutcome();
      assert.deepEqual([status, cache], [502, "Error from cloudfront"]);
      assert.match(said, reason);
    }
  });

  it("answers 502 for an origin whose certificate has expired by the account's clock", async () => {
    world.account.clock = daysFromNoon(340);
    const [status, cache, reason] = await world.edgeOutcome();
    assert.deepEqual([status, cache], [502, "Error from cloudfront"]);
    assert.match(reason, /the origin's certificate has expired on/);
  });

  it("answers 502 for an origin that no DNS record of the account names", async () => {
    await world.change((account) => (account.records = {}));
    assert.deepEqual(await world.edgeOutcome(), [
      502,
      "Error from cloudfront",
      `the origin's domain name ${guarded} does not resolve: no record of the account's Route 53 zones answers`,
    ]);
  });

  it("answers 502 for an origin where nobody listens", async () => {
    await world.changeOrigin({ domainName: "gone.example.org", httpsPort: 1 });
    await world.change((account) => (account.records["gone.example.org"] = "127.0.0.1"));
    const [status, cache, reason] = await world.edgeOutcome();
    assert.deepEqual([status, cache], [502, "Error from cloudfront"]);
    assert.match(reason, /ECONNREFUSED/);
  });

  it("answers 502 when it is told to speak plain HTTP to API Gateway", async () => {
    await world.changeOrigin({ protocolPolicy: "http-only" });
    assert.match((await world.edgeOutcome())[2], /API Gateway listens for HTTPS on port 443 only/);
  });

  it("reaches the execute-api host without any DNS record, and is refused there while it is disabled", async () => {
    await world.changeOrigin({ domainName: executeApiHost, path: "/prod" });
    assert.deepEqual((await world.edgeOutcome()).slice(0, 2), [403, "Error from cloudfront"]);
    await world.change((account) => {
      account.apiList = [account.petStore({ executeApiEnabled: true })];
    });
    assert.deepEqual((await world.edgeOutcome()).slice(0, 2), [200, "Miss from cloudfront"]);
  });
});
