import assert from "node:assert/strict";
import {
  checkTrustedCallers,
  otherAuthorities,
  otherCallersOf,
  Truststore,
} from "@mtls-gateway/pki";

import { ca, chain, client, now, pem, type Actor } from "../support/actors";

const others = (truststore: string, ...clients: Actor[]): string[] | undefined =>
  otherAuthorities(
    Truststore.read(truststore),
    clients.map(({ certificate }) => certificate),
    now,
  )?.map(({ name }) => name);

describe("otherAuthorities", () => {
  it("finds nobody but the CAs of the edge's path", async () => {
    const [root, issuing] = await chain(2, "Edge");
    assert.ok(root !== undefined && issuing !== undefined);

    assert.deepEqual(others(pem(root, issuing), await client("edge", issuing)), []);
  });

  it("finds another root, and another CA below the edge's own root", async () => {
    const [root, issuing] = await chain(2, "Edge");
    assert.ok(root !== undefined && issuing !== undefined);
    const sibling = await ca("Sibling", root);
    const stranger = await ca("Stranger");

    assert.deepEqual(others(pem(root, issuing, sibling, stranger), await client("edge", issuing)), [
      "CN=Sibling,O=Test",
      "CN=Stranger,O=Test",
    ]);
  });

  it("takes a renewed certificate of the edge's CA as the same CA", async () => {
    const root = await ca("Edge Root");
    const renewed = await ca("Edge Root", undefined, { notAfter: new Date("2037-01-01") });

    assert.deepEqual(others(pem(root, renewed), await client("edge", root)), []);
  });

  it("takes the CAs of all client certificates given", async () => {
    const [one, two] = [await ca("One"), await ca("Two")];
    const clients = [await client("first", one), await client("second", two)];

    assert.deepEqual(others(pem(one, two), ...clients), []);
    assert.deepEqual(others(pem(one, two), ...clients.slice(1)), ["CN=One,O=Test"]);
  });

  it("takes the issuing CA in place of a client certificate that is yet to be made", async () => {
    const [root, issuing] = await chain(2, "Edge");
    assert.ok(root !== undefined && issuing !== undefined);

    assert.deepEqual(others(pem(root, issuing), issuing), []);
    assert.deepEqual(others(pem(root, issuing), root), ["CN=Edge 2,O=Test"]);
  });

  it("takes a self-signed client certificate that stands in the truststore itself", async () => {
    const edge = await client("edge");

    assert.deepEqual(others(pem(edge), edge), []);
  });

  it("leaves a client that is not trusted at all to its own rule", async () => {
    const stranger = await client("edge", await ca("Stranger"));
    const selfSigned = await client("edge of its own");

    assert.equal(others(pem(await ca("Edge Root")), stranger), undefined);
    assert.equal(others(pem(await ca("Edge Root")), selfSigned), undefined);
  });

  it("does not count a certificate that issues nothing", async () => {
    const root = await ca("Edge Root");

    assert.deepEqual(others(pem(root, await client("x", root)), await client("edge", root)), []);
  });
});

describe("checkTrustedCallers", () => {
  const facts = { domain: "api.example.com", edges: ["edge", "backup"] };
  const tops = (...names: string[]) => names.map((name) => ({ name, isTop: true }));
  const caller = (name: string, reason = "agreed") => ({ name, reason });

  it("finds nothing when there are no others", () => {
    assert.deepEqual(checkTrustedCallers({ ...facts, others: [] }), []);
  });

  it("names the domain, the distributions and the first of the others", () => {
    const others = tops("CN=2", "CN=1", "CN=3", "CN=4", "CN=5", "CN=6");
    const [found] = checkTrustedCallers({ ...facts, others });

    assert.equal(
      found?.message,
      "api.example.com is an origin of edge, backup and trusts more than the CA of the edge's client certificate: clients of CN=1; CN=2; CN=3; CN=4; CN=5 and 1 more walk around CloudFront.",
    );
  });

  it("takes a caller for every tree of CAs, whatever hangs below its top", () => {
    const others = [...tops("CN=Root"), { name: "CN=Issuing", isTop: false }];

    assert.deepEqual(checkTrustedCallers({ ...facts, others, callers: [caller("crm")] }), []);
  });

  it("speaks when fewer callers are named than are let in", () => {
    const others = tops("CN=A", "CN=B");
    const [found] = checkTrustedCallers({ ...facts, others, callers: [caller("crm")] });

    assert.ok(
      found?.message.endsWith("CN=A; CN=B walk around CloudFront, and one is named by a tag."),
    );
  });

  it("takes no caller without a reason, and asks for it", () => {
    const callers = [caller("crm", " ")];
    const messages = (others: ReturnType<typeof tops>) =>
      checkTrustedCallers({ ...facts, others, callers }).map(({ message }) => message);

    assert.deepEqual(messages([]), ["api.example.com names the caller crm without a reason."]);
    assert.equal(messages(tops("CN=A")).length, 2);
  });
});

describe("otherCallersOf", () => {
  it("tells the tops from the CAs below them", async () => {
    const actors = [
      ...(await chain(2, "Partner")),
      await ca("Below the edge", await ca("Edge Root")),
    ];

    assert.deepEqual(otherCallersOf(actors.map(({ certificate }) => certificate)), [
      { name: "CN=Partner Root,O=Test", isTop: true },
      { name: "CN=Partner 2,O=Test", isTop: false },
      { name: "CN=Below the edge,O=Test", isTop: true },
    ]);
  });
});
