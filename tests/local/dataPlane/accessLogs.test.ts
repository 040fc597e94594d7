import { accessLogLine, requestTime } from "@mtls-gateway/local/dist/dataPlane/gateway/accessLog";
import assert from "node:assert/strict";
import { ComponentResource } from "@pulumi/pulumi";
import { createAccessLog } from "../../../components/accessLog";
import { actor } from "./support/actors";
import { guarded, open, World } from "./support/world";

const group = "arn:aws:logs:us-east-2:123456789012:log-group:access";

describe("a line of an access log", () => {
  it("has the values of the format's variables, and a dash for each that there is not", () => {
    const values = { requestId: "r-1", "identity.sourceIp": "127.0.0.1", status: "200", path: "" };
    assert.equal(
      accessLogLine(
        "$context.requestId [$context.identity.sourceIp] $context.path $context.x.y $status\n",
        values,
      ),
      "r-1 [127.0.0.1] - - $status",
    );
    // What ends a sentence is no part of a name.
    assert.equal(accessLogLine("$context.requestId.", values), "r-1.");
  });

  it("is one line, whatever a certificate says of itself", () => {
    const line = accessLogLine("$context.a", { a: "CN=a\r\nstatus 200\u0000" });
    assert.equal(line, "CN=a status 200");
  });

  it("tells the time as a web server's log does", () => {
    assert.equal(requestTime(new Date("2026-11-02T05:04:03Z")), "02/Nov/2026:05:04:03 +0000");
  });
});

describe("access logs of the gateway", () => {
  let world: World;
  before(async () => {
    world = await World.create();
    await world.change((account) => {
      for (const stage of account.apiList.flatMap(({ stages }) => stages)) {
        const format = "$context.requestId $context.status $context.identity.clientCert.subjectDN";
        stage.accessLog = { destinationArn: group, format };
      }
    });
  });
  beforeEach(() => {
    world.account.logEvents = [];
  });
  after(() => world.close());

  const logged = async () => {
    await world.plane.settled();
    return world.account.logEvents.map(([arn, message]) => [arn, ...message.split(" ").slice(1)]);
  };

  it("name no certificate where the domain asks for none, though the client shows one", async () => {
    await world.ask({ name: open, client: world.client });
    assert.deepEqual(await logged(), [[group, "200", "-"]]);
  });

  it("have nothing of a client without a certificate: its request is not answered", async () => {
    await assert.rejects(world.ask({ name: guarded, client: undefined }));
    assert.deepEqual(await logged(), []);
  });

  it("do not end the gateway when they cannot be written: the log says so, and the request is served", async () => {
    world.account.logFailure = new Error("no space left");
    const entries = await world.logged(async () => {
      assert.equal((await world.ask({ name: guarded, client: world.client })).status, 200);
      await world.plane.settled();
    });
    world.account.logFailure = undefined;
    assert.deepEqual(
      entries.map(({ outcome, reason }) => [outcome, reason]),
      [
        ["served", ""],
        ["failed", "the access log cannot be written: Error: no space left"],
      ],
    );
  });

  // The format of JSON has no say in what the values are: third parties saw no escape in them at AWS either.
  it("take a client's text as it is: one with quotes or backslashes makes no JSON, or other JSON", async () => {
    const format = defaultFormat();
    await world.change((account) => {
      for (const stage of account.apiList.flatMap(({ stages }) => stages)) {
        stage.accessLog = { destinationArn: group, format };
      }
    });
    const comma = await actor({ commonName: "Acme, Inc.", issuer: world.root });
    await world.ask({ name: guarded, client: comma });
    const forged = '/pets/1","status":"200","error":"-","clientSubject":"CN=admin","forged":"';
    const rogue = await actor({ commonName: "rogue" });
    assert.equal((await world.ask({ name: guarded, client: rogue, path: forged })).status, 403);
    await world.plane.settled();
    const [unreadable = "", other = ""] = world.account.logEvents.map(([, message]) => message);
    assert.equal(
      unreadable.includes(String.raw`"clientSubject":"C=JP,O=MyOrg,CN=Acme\, Inc."`),
      true,
    );
    assert.throws(() => JSON.parse(unreadable) as unknown, /Bad escaped character/);
    assert.equal(other.includes(`"path":"${forged}"`), true);
    assert.equal((JSON.parse(other) as { forged?: string }).forged, "");
  });
});

/** The format that the package gives a stage. */
function defaultFormat(): string {
  // The component is named in refusals alone, and there is nothing to refuse.
  const component = Object.create(ComponentResource.prototype) as ComponentResource;
  const args = { accessLog: true, accessLogGroupArn: `${group}:*` };
  return createAccessLog(component, "api", args)?.format ?? assert.fail();
}
