import assert from "node:assert/strict";
import type { RuleId } from "@mtls-gateway/pki";
import { requireCommand } from "../../support/skip";
import { actor, chainOfCas, daysFromNoon, type Actor } from "./support/actors";
import { tlsVersions } from "./support/client";
import { curl, PemFolder, sClient } from "./support/commands";
import { storeOf } from "./support/fakeAccount";
import { guarded, World } from "./support/world";

/** One row of the walk-through's table: who comes, what the truststore holds, what the gateway says. */
interface Row {
  who: string;
  client: Actor;
  chain?: Actor[];
  truststore: Actor[];
  rules: RuleId[];
  reason: string;
}

const issuerUnknown = "Access denied. Reason: Could not find issuer for certificate";

async function rowsFor({ root, client }: World): Promise<Row[]> {
  const rogueRoot = await actor({ commonName: "MyRootCA", ca: true });
  const issuing = await actor({ commonName: "MyIssuingCA", ca: true, issuer: root });
  const four = await chainOfCas(4, "Four");
  const five = await chainOfCas(5, "Five");
  const under = (issuer: Actor | undefined, commonName = "my-client") =>
    actor({ commonName, issuer });
  const expired = await actor({
    commonName: "my-client",
    issuer: root,
    notBefore: daysFromNoon(-20),
    notAfter: daysFromNoon(-1),
  });
  const future = await actor({ commonName: "my-client", issuer: root, notBefore: daysFromNoon(1) });
  const ofIssuing = await under(issuing);
  const allowed = { rules: [], reason: "" };
  return [
    { who: "a client of the root", client, truststore: [root], ...allowed },
    {
      who: "a client of an intermediate that is in the truststore",
      client: ofIssuing,
      truststore: [root, issuing],
      ...allowed,
    },
    { who: "a client under four CAs", client: await under(four[3]), truststore: four, ...allowed },
    {
      who: "a client under five CAs",
      client: await under(five[4]),
      truststore: five,
      rules: ["CC001"],
      reason: "",
    },
    {
      who: "a client of a rogue CA with the same subject",
      client: await under(rogueRoot),
      truststore: [root],
      rules: ["CC001"],
      reason: issuerUnknown,
    },
    { who: "an expired client", client: expired, truststore: [root], rules: ["CC002"], reason: "" },
    {
      who: "a client that is not valid yet",
      client: future,
      truststore: [root],
      rules: ["CC002"],
      reason: "",
    },
    {
      who: "a self-signed client",
      client: await under(undefined),
      truststore: [root],
      rules: ["CC001"],
      reason: "Access denied. Reason: self signed certificate",
    },
    {
      who: "a client of an intermediate, to a truststore of the root alone",
      client: ofIssuing,
      truststore: [root],
      rules: ["CC001"],
      reason: issuerUnknown,
    },
    {
      who: "a client that sends its intermediate, to a truststore of the root alone",
      client: ofIssuing,
      chain: [issuing],
      truststore: [root],
      rules: ["CC001"],
      reason: issuerUnknown,
    },
  ];
}

describe("the gateway and client certificates", () => {
  let world: World;
  let rows: Row[];
  let files: PemFolder;
  before(async () => {
    world = await World.create();
    rows = await rowsFor(world);
    files = new PemFolder();
  });
  after(async () => {
    files.remove();
    await world.close();
  });

  const serve = (truststore: Actor[], version: string) =>
    world.change((account) => {
      for (const domain of account.domainList) {
        if (domain.domainName === guarded) domain.truststore = storeOf(truststore, version);
      }
    });

  /** Runs every row: each with a truststore version of its own. */
  async function eachRow(probe: (row: Row, status: 200 | 403) => Promise<void>): Promise<void> {
    for (const [index, row] of rows.entries()) {
      await serve(row.truststore, `version-${index}`);
      await probe(row, row.rules.length === 0 ? 200 : 403);
    }
  }

  for (const version of tlsVersions) {
    const tls = { minVersion: version, maxVersion: version };

    it(`lets in who chains to the truststore and refuses everybody else with 403 and its reason, by Node over ${version}`, async () => {
      await eachRow(async (row, status) => {
        const [entry, ...rest] = await world.logged(async () => {
          const answer = await world.ask({ client: row.client, chain: row.chain, tls });
          assert.equal(answer.status, status, row.who);
          if (status === 403) assert.equal(answer.body, '{"message":"Forbidden"}', row.who);
        });
        assert.deepEqual(rest, [], row.who);
        assert.deepEqual(entry?.rules, row.rules, row.who);
        assert.equal(entry.clientFingerprint, row.client.certificate.fingerprint, row.who);
        if (row.reason === "" && status === 403) {
          assert.match(entry.reason, /^Access denied\. Reason: ./, row.who);
        } else {
          assert.equal(entry.reason, row.reason, row.who);
        }
      });
    });

    it(`says the same to curl over ${version}`, async function () {
      requireCommand(this, "curl");
      await eachRow(async ({ who, client }, status) => {
        const only = version === "TLSv1.2" ? ["--tls-max", "1.2"] : ["--tlsv1.3"];
        const code = ["--write-out", "\n%{http_code}"];
        const result = await curl(files, world.call({ client }), ...only, ...code);
        assert.equal(result.status, 0, who + result.stderr);
        assert.equal(result.stdout.split("\n").at(-1), String(status), who);
      });
    });

    it(`says the same to openssl s_client over ${version}`, async function () {
      requireCommand(this, "openssl");
      await eachRow(async ({ who, client }, status) => {
        const only = version === "TLSv1.2" ? "-tls1_2" : "-tls1_3";
        const { stdout } = await sClient(files, world.call({ client }), only);
        assert.equal(stdout.split("\r\n")[0], statusLines[status], who);
      });
    });

    it(`closes the connection without an answer when curl shows no certificate over ${version}`, async function () {
      requireCommand(this, "curl");
      const only = version === "TLSv1.2" ? ["--tls-max", "1.2"] : ["--tlsv1.3"];
      const result = await curl(files, world.call(), "--verbose", ...only);
      assert.equal(result.status, 52, result.stderr);
      assert.equal(result.stdout, "");
      const said = result.stderr.split("\n").map((line) => line.trim());
      assert.deepEqual(
        said
          .filter((line) => /Request CERT|Empty reply|SSL certificate verify/.test(line))
          .map(plain),
        [
          "TLS handshake, Request CERT (13):",
          "SSL certificate verify ok.",
          "Empty reply from server",
          "curl: (52) Empty reply from server",
        ],
      );
    });

    it(`closes the connection in good order when openssl s_client shows no certificate over ${version}`, async function () {
      requireCommand(this, "openssl");
      const only = version === "TLSv1.2" ? "-tls1_2" : "-tls1_3";
      const entries = await world.logged(async () => {
        const { status, stdout, stderr } = await sClient(files, world.call(), only);
        assert.equal(stdout, "");
        assert.equal(status, 0, stderr);
        assert.doesNotMatch(stderr, /error|unexpected eof|reset/i);
      });
      assert.deepEqual(
        entries.map(({ outcome, layer, status, path, rules }) => ({
          outcome,
          layer,
          status,
          path,
          rules,
        })),
        [{ outcome: "refused", layer: "tls", status: 0, path: "/pets", rules: [] }],
      );
    });
  }

  it("answers a refused certificate with API Gateway's headers and keeps the connection", async () => {
    const answer = await world.ask({ client: (rows[4] ?? assert.fail()).client });
    assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
    assert.match(answer.headers["x-amzn-requestid"] as string, /^[0-9a-f-]{36}$/);
    assert.match(answer.headers["x-amz-apigw-id"] as string, /^[\w-]{15}=$/);
    assert.equal(answer.headers["content-type"], "application/json");
    assert.equal(answer.headers["content-length"], "23");
  });
});

const statusLines = { 200: "HTTP/1.1 200 OK", 403: "HTTP/1.1 403 Forbidden" };

/** A line of curl's trace without its marks. */
function plain(line: string): string {
  return line.replace(/^\* (TLSv1\.\d \((IN|OUT)\), )?/, "").trim();
}
