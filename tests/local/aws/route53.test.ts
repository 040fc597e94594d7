import assert from "node:assert/strict";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

const getZone = "aws:route53/getZone:getZone";
const record = "aws:route53/record:Record";

describe("Route 53 on this machine", () => {
  let account: LocalAccount;
  let zoneId: unknown;
  before(async () => {
    account = await LocalAccount.start({ zones: ["my-own.dev"] });
    zoneId = (await account.aws.invoke(getZone, { name: "example.com" })).zoneId;
  });
  after(() => account.dispose());

  const put = (inputs: Plain, name = "r") =>
    account.aws.create(record, name, { zoneId, ttl: 60, ...inputs });

  it("has the zones of the documentation and those that were asked for", async () => {
    for (const name of ["example.com.", "example.net", "example.org", "my-own.dev"]) {
      const zone = await account.aws.invoke(getZone, { name });
      assert.equal(zone.name, name.replace(/\.$/, ""));
    }
    await assert.rejects(account.aws.invoke(getZone, { name: "acme.io" }), {
      message:
        "no matching Route 53 Hosted Zone found (acme.io). The AWS on this machine has the zones example.com, example.net, example.org, my-own.dev; start it with `--zone acme.io` to have that one too.",
    });
  });

  it("follows aliases and CNAMEs to the domain of API Gateway", async () => {
    const acts = new GatewayActs(account);
    const domain = await acts.domain("api.example.com", await acts.certificate("api.example.com"));
    const { regionalDomainName, regionalZoneId } = domain.outputs;
    const aliases = [
      { name: regionalDomainName, zoneId: regionalZoneId, evaluateTargetHealth: false },
    ];
    const alias = await put({ name: "api", type: "A", aliases, ttl: undefined }, "alias");
    assert.deepEqual(
      [alias.id, alias.outputs.fqdn],
      [`${String(zoneId)}_api.example.com_A`, "api.example.com"],
    );
    await put({ name: "www.example.com", type: "CNAME", records: ["api.example.com."] }, "www");
    const view = account.local.account;
    assert.equal(view.resolve("WWW.example.com."), regionalDomainName);
    assert.equal(view.resolve("nobody.example.com"), undefined);
    assert.match(
      await answer(
        put({
          name: "x",
          type: "A",
          ttl: undefined,
          aliases: [{ ...aliases[0], name: "d-x.net" }],
        }),
      ),
      /^InvalidChangeBatch: \[Tried to create an alias that targets d-x\.net\., type A in zone ZOJJZC49E0EPZ, but that target was not found\]$/,
    );
  });

  it("refuses a record that exists unless it may be overwritten, and anything beside a CNAME", async () => {
    await put({ name: "twice", type: "TXT", records: ["one"] });
    assert.equal(
      await answer(put({ name: "twice", type: "TXT", records: ["two"] })),
      "InvalidChangeBatch: [Tried to create resource record set [name='twice.example.com.', type='TXT'] but it already exists]",
    );
    assert.equal(
      await answer(put({ name: "twice", type: "TXT", records: ["two"], allowOverwrite: true })),
      "",
    );
    assert.match(
      await answer(put({ name: "twice", type: "CNAME", records: ["a.example.com"] })),
      /^InvalidChangeBatch: \[RRSet of type CNAME with DNS name twice\.example\.com\. is not permitted/,
    );
    assert.match(
      await answer(put({ zoneId: "Z0", name: "x", type: "TXT", records: ["one"] })),
      /^NoSuchHostedZone: No hosted zone found with ID: Z0$/,
    );
  });

  it("refuses records that are half given", async () => {
    await assert.rejects(put({ name: "x", type: "A" }), /One of "aliases", "records" must be/);
    await assert.rejects(
      put({ name: "x", type: "A", ttl: undefined, records: ["192.0.2.1"] }),
      /ttl: Missing required argument/,
    );
  });

  it("replaces a record of another name, and takes one name in two spellings as the same", async () => {
    const made = await put({ name: "spelt", type: "TXT", records: ["one"] });
    const news = { zoneId, type: "TXT", ttl: 60, records: ["one"] };
    assert.deepEqual((await account.aws.diff(made, { ...news, name: "SPELT" })).changes, {});
    assert.deepEqual((await account.aws.diff(made, { ...news, name: "other" })).replaces, ["name"]);
  });

  it("takes a value once that is given twice, as the provider does, to which values are a set", async () => {
    const made = await put({ name: "set", type: "A", records: ["192.0.2.1", "192.0.2.1"] });
    assert.deepEqual(made.outputs.records, ["192.0.2.1"]);
    const refreshed = { ...made, inputs: { ...made.inputs, records: ["192.0.2.1"] } };
    assert.deepEqual((await account.aws.diff(refreshed, made.inputs)).changes, {});
    const alias = { name: "set-alias", type: "CNAME", records: ["a.example.com", "a.example.com"] };
    assert.equal(await answer(put(alias)), "");
  });

  it("refuses values that are no addresses, and records beside those that a zone comes with", async () => {
    const refused = (type: string, records: string[], name = "values") =>
      answer(put({ name, type, records }));
    const words = (what: string) => `InvalidChangeBatch: [Invalid Resource Record: '${what}']`;
    assert.equal(
      await refused("A", ["192.0.2.256"]),
      words(
        "FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2.256'",
      ),
    );
    assert.equal(
      await refused("AAAA", ["192.0.2.1"]),
      words(
        "FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '192.0.2.1'",
      ),
    );
    assert.equal(
      await refused("CNAME", ["a.example.com", "b.example.com"]),
      words("FATAL problem: CNAMEs may only have one record"),
    );
    assert.match(await refused("NS", ["ns.example.net"], ""), /but it already exists\]$/);
    assert.match(
      await refused("CNAME", ["a.example.net"], ""),
      /conflicting RRSet of the zone's apex/,
    );
    assert.equal(await refused("A", ["192.0.2.1", "192.0.2.2"]), "");
  });

  it("refuses a time to live that is negative or too long, and a string of more than 255 characters", async () => {
    const lives = (ttl: number) =>
      answer(put({ name: "ttl", type: "A", records: ["192.0.2.1"], ttl }));
    const words = (ttl: number, bound: string) =>
      `InvalidInput: 1 validation error detected: Value '${ttl}' at 'changeBatch.changes.1.member.resourceRecordSet.tTL' failed to satisfy constraint: Member must have value ${bound}`;
    assert.equal(await lives(-5), words(-5, "greater than or equal to 0"));
    const tooLong = 2_147_483_648;
    assert.equal(await lives(tooLong), words(tooLong, "less than or equal to 2147483647"));
    assert.equal(await lives(0), "");

    const says = (name: string, record: string) =>
      answer(put({ name, type: "TXT", records: ["short", record] }));
    const long = "x".repeat(256);
    assert.equal(
      await says("long", long),
      `InvalidChangeBatch: [Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"${long}"' (a string has at most 255 characters: split it with \\" \\")']`,
    );
    assert.equal(await says("split", `${"x".repeat(255)}" "x`), "");
    assert.equal(await says("escaped", `\\"\\303${"x".repeat(253)}`), "");
  });

  it("finds a record again whose type was changed in place, under the ID of its first type", async () => {
    const first = await put({ name: "typed", type: "A", records: ["192.0.2.1"] });
    const news = { zoneId, ttl: 60, name: "typed", type: "AAAA", records: ["2001:db8::1"] };
    assert.deepEqual((await account.aws.diff(first, news)).replaces, []);
    const changed = await account.aws.update(first, news);
    const seen = await account.aws.read(changed);
    assert.deepEqual(
      [seen?.id, seen?.outputs.type, seen?.outputs.records],
      [first.id, "AAAA", ["2001:db8::1"]],
    );
    const { urn } = first;
    const imported = await account.aws.read({ urn, id: `${String(zoneId)}_typed_AAAA` });
    assert.equal(imported?.outputs.fqdn, "typed.example.com");
    assert.equal(await account.aws.read({ urn, id: first.id }), undefined);
  });

  it("deletes a zone when nothing but its own records is left in it, or when it is told to", async () => {
    const { aws } = account;
    const zone = await aws.create("aws:route53/zone:Zone", "own", { name: "own.example.com" });
    const own = (name: string) => put({ zoneId: zone.id, name, type: "TXT", records: ["one"] });
    const kept = await own("kept");
    assert.equal(
      await answer(aws.delete(zone)),
      "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
    );
    await aws.delete(kept);
    await aws.delete(zone);
    assert.equal(await aws.read(zone), undefined);
    const forced = await aws.create("aws:route53/zone:Zone", "forced", {
      name: "forced.example.com",
      forceDestroy: true,
    });
    await put({ zoneId: forced.id, name: "kept", type: "TXT", records: ["one"] });
    await aws.delete(forced);
    assert.equal(await aws.read(forced), undefined);
  });
});
