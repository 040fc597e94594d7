import assert from "node:assert/strict";
import { request } from "node:http";
import type { BehaviorView, DistributionView } from "@mtls-gateway/local/dist/dataPlane/index";
import { readToEnd } from "./support/client";
import type { FakeAccount } from "./support/fakeAccount";
import { RecordingBackend } from "./support/recordingBackend";
import { edge, World } from "./support/world";

describe("the edge and its viewers", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  /** Puts the distribution in front of a plain HTTP origin. */
  async function plainOrigin(
    customHeaders: Record<string, string> = {},
  ): Promise<RecordingBackend> {
    const backend = await RecordingBackend.start();
    const protocol = { protocolPolicy: "http-only", httpPort: backend.port };
    await world.changeOrigin({ domainName: "plain.example.org", ...protocol, customHeaders });
    await world.change((account) => (account.records["plain.example.org"] = "127.0.0.1"));
    return backend;
  }

  /** Gives the distribution an alias, served as it says. */
  const alias = (served: Partial<DistributionView>) =>
    world.change((account) => {
      for (const distribution of account.distributionList)
        Object.assign(distribution, { aliases: ["www.example.com"], ...served });
    });

  it("sends the origin its own name as Host unless the policy forwards the viewer's", async () => {
    await world.change((account) => {
      for (const behavior of behaviorsOf(account)) {
        behavior.originRequestPolicyId = "216adef6-5c7f-47e4-b989-5492eafa07d3";
      }
    });
    // The viewer's Host is the distribution's name: API Gateway does not know it.
    const entries = await world.logged(() => world.askEdge());
    assert.deepEqual(
      entries.map(({ listener, serverName, status }) => [listener, serverName, status]).at(-1),
      ["edge", edge, 502],
    );
  });

  it("refuses by name an origin request policy that it does not know", async () => {
    await world.change((account) => {
      for (const behavior of behaviorsOf(account)) behavior.originRequestPolicyId = "custom-policy";
    });
    const [status, , reason] = await world.edgeOutcome();
    assert.equal(status, 501);
    assert.match(reason, /origin request policy custom-policy/);
  });

  it("forwards neither query string nor viewer headers without an origin request policy", async () => {
    const backend = await plainOrigin({ "X-Secret": "s" });
    await world.change((account) => {
      for (const behavior of behaviorsOf(account)) behavior.originRequestPolicyId = undefined;
    });
    const answer = await world.askEdge({ path: "/x?y=1", headers: { "x-mine": "1" } });
    assert.equal(answer.status, 200);
    const [seen] = backend.seen;
    const { "user-agent": agent, "x-mine": mine, "x-secret": secret, host } = seen?.headers ?? {};
    assert.deepEqual(
      [seen?.url, agent, mine, secret, host],
      ["/x", "Amazon CloudFront", undefined, "s", "plain.example.org"],
    );
    backend.close();
  });

  it("picks the behaviour by the path's pattern, and refuses methods that it does not allow", async () => {
    await world.change((account) => {
      for (const { behaviors } of account.distributionList) {
        const [fallback] = behaviors;
        if (fallback)
          behaviors.unshift({ ...fallback, pathPattern: "/pets/?", allowedMethods: ["HEAD"] });
      }
    });
    assert.equal((await world.askEdge({ path: "/pets" })).status, 200);
    const [status, cache, reason] = await world.edgeOutcome("/pets/1");
    assert.deepEqual([status, cache], [403, "Error from cloudfront"]);
    assert.match(reason, /method GET/);
  });

  it("serves an alias with the viewer certificate, and breaks off the handshake for names that are nobody's", async () => {
    const certificate = await world.account.publicCa.serverCertificate(["www.example.com"]);
    await alias({ viewerCertificate: certificate });
    assert.equal((await world.askEdge({ name: "www.example.com" })).status, 200);
    assert.equal((await world.askEdge()).status, 200);
    await assert.rejects(world.askEdge({ name: "nobody.example.com" }), /handshake failure/);
  });

  it("speaks TLS 1.3 alone at aliases whose distribution wants it", async () => {
    const certificate = await world.account.publicCa.serverCertificate(["www.example.com"]);
    const ask = (maxVersion: "TLSv1.2" | "TLSv1.3") =>
      world.askEdge({ name: "www.example.com", tls: { maxVersion } });
    await alias({ viewerCertificate: certificate, viewerTlsFrom: "TLSv1.2" });
    assert.equal((await ask("TLSv1.2")).status, 200);
    await alias({ viewerCertificate: certificate, viewerTlsFrom: "TLSv1.3" });
    await assert.rejects(ask("TLSv1.2"), /protocol version/);
    assert.equal((await ask("TLSv1.3")).status, 200);
  });

  it("answers 403 for the host of no distribution and of a disabled one", async () => {
    assert.equal((await world.askEdge({ name: "d333333abcdef8.cloudfront.net" })).status, 403);
    await world.change((account) => {
      for (const distribution of account.distributionList) distribution.enabled = false;
    });
    assert.equal((await world.askEdge()).status, 403);
  });

  it("answers 421 to the host of another distribution than the one the handshake was for", async () => {
    const certificate = await world.account.publicCa.serverCertificate(["www.example.com"]);
    const other = "d222222abcdef8.cloudfront.net";
    await world.change((account) => {
      const second = account.distribution("api.example.com");
      const aliased = { aliases: ["www.example.com"], viewerCertificate: certificate };
      account.distributionList.push({ ...second, id: "E2", domainName: other, ...aliased });
    });
    const crossed = await world.askEdge({ headers: { host: "www.example.com" } });
    assert.equal(crossed.status, 421);
    // The names of one distribution are one: its alias on a connection to its own name is served (502: it has no certificate).
    const own = await world.askEdge({ name: "www.example.com", headers: { host: other } });
    assert.equal(own.status, 502);
  });

  it("answers 400 to two Host headers, and to another host in the target", async () => {
    for (const [head, reason] of [
      [`GET /pets HTTP/1.1\r\nHost: ${edge}\r\nHost: ${edge}`, "more than one Host header"],
      [`GET https://${edge}/pets HTTP/1.1\r\nHost: ${edge}`, "the request target is not a path"],
    ] as const) {
      const entries = await world.logged(async () => {
        const socket = await world.handshake({ port: world.plane.edgePort, name: edge });
        socket.write(`${head}\r\nConnection: close\r\n\r\n`);
        assert.match(await readToEnd(socket), /^HTTP\/1\.1 400 /);
      });
      assert.deepEqual(
        entries.map((entry) => [entry.outcome, entry.status, entry.reason]),
        [["refused", 400, reason]],
      );
    }
  });

  it("redirects plain HTTP, serves it or refuses it, as the viewer protocol policy says", async () => {
    const statuses: number[] = [];
    for (const policy of ["redirect-to-https", "allow-all", "https-only"]) {
      await world.change((account) => {
        for (const behavior of behaviorsOf(account)) behavior.viewerProtocolPolicy = policy;
      });
      const url = `http://127.0.0.1:${world.plane.edgePort}/pets`;
      const answer = await plainGet(url, edge);
      statuses.push(answer.status);
      if (policy === "redirect-to-https") assert.equal(answer.location, `https://${edge}/pets`);
    }
    assert.deepEqual(statuses, [301, 200, 403]);
  });

  it("answers what a viewer expects itself: the origin gets no Expect", async () => {
    const backend = await plainOrigin();
    await world.askEdge({ method: "POST", body: "x", headers: { Expect: "100-continue" } });
    assert.deepEqual(
      backend.seen.map(({ body, headers }) => [body, headers.expect]),
      [["x", undefined]],
    );
    backend.close();
  });

  it("strips headers by which a viewer claims a certificate", async () => {
    const backend = await plainOrigin();
    const forged = {
      "X-Amzn-Mtls-Clientcert": "x",
      "client-cert": "x",
      X_SSL_Client_Cert: "x",
      "x-kept": "1",
    };
    await world.askEdge({ headers: forged });
    assert.deepEqual(
      Object.keys(backend.seen[0]?.headers ?? {}).filter((name) => /cert|kept/.test(name)),
      ["x-kept"],
    );
    backend.close();
  });
});

const behaviorsOf = (account: FakeAccount): BehaviorView[] =>
  account.distributionList.flatMap(({ behaviors }) => behaviors);

async function plainGet(url: string, host: string): Promise<{ status: number; location?: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
    })
      .on("error", reject)
      .end();
  });
}
