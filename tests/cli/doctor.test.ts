import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Finding } from "@mtls-gateway/pki";
import { requireCommand } from "../support/skip";
import { ca, chain, client, keyOf, pem, type Actor } from "../pki/support/actors";

const cli = path.resolve(__dirname, "../../cli/bin/mtls-gateway.js");
const at = ["--at", "2026-06-01"];

interface Report {
  ok: boolean;
  at: string;
  findings: Finding[];
  client?: { allowed: boolean; path: string[]; reasons: string[] };
  truststores?: { file: string; ok: boolean; findings: Finding[] }[];
}

describe("mtls-gateway doctor", () => {
  let folder = "";
  let cas: Actor[] = [];

  function file(name: string, content: string | Buffer): string {
    const full = path.join(folder, name);
    fs.writeFileSync(full, content);
    return full;
  }

  function doctor(
    args: string[],
    input = "",
  ): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, NO_COLOR: "1" };
    return spawnSync(process.execPath, [cli, "doctor", ...args], { input, encoding: "utf8", env });
  }

  function json(args: string[], input = ""): Report & { status: number | null } {
    const { status, stdout } = doctor([...args, "--json"], input);
    return { status, ...(JSON.parse(stdout) as Report) };
  }

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-doctor-"));
    cas = await chain(5);
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("prints a table with subject, fingerprint, algorithm, dates, depth and findings, and exits 0 without an error", () => {
    const two = file("two.pem", pem(...cas.slice(0, 2)));
    const { status, stdout, stderr } = doctor(["--truststore", two, ...at]);
    assert.deepEqual([status, stderr], [0, ""]);
    const [header, root, second, blank, summary] = stdout.split("\n");
    assert.match(
      header ?? "",
      /^SUBJECT +FINGERPRINT +KEY +SIGNED WITH +FROM +TO +DEPTH +FINDINGS$/,
    );
    const cell = (actor: Actor | undefined): string =>
      actor?.certificate.fingerprint.slice(0, 16) ?? "";
    const rest = "P-256  SHA-256      2026-01-01  2036-01-01";
    assert.equal(root, `CN=CA Root,O=Test  ${cell(cas[0])}  ${rest}  1      none`);
    assert.equal(second, `CN=CA 2,O=Test     ${cell(cas[1])}  ${rest}  2      none`);
    assert.deepEqual(
      [blank, summary],
      ["", "0 errors, 0 warnings, as of 2026-06-01T00:00:00.000Z"],
    );
  });

  it("answers in JSON with exactly the fields of its interface", async () => {
    const leaf = file("leaf4.pem", pem(await client("client", cas[3])));
    const four = file("four.pem", pem(...cas.slice(0, 4)));
    assert.deepEqual(json(["--truststore", four, "--client", leaf, ...at]), {
      status: 0,
      ok: true,
      at: "2026-06-01T00:00:00.000Z",
      findings: [],
      client: {
        allowed: true,
        path: ["client", "CA 4", "CA 3", "CA 2", "CA Root"].map((name) => `CN=${name},O=Test`),
        reasons: [],
      },
    });
    const five = file("five.pem", pem(...cas));
    const report = json(["--truststore", five, ...at]);
    assert.deepEqual([report.status, report.ok, "client" in report], [1, false, false]);
    assert.deepEqual(
      report.findings.map((found) => Object.keys(found)),
      [["rule", "severity", "subject", "fingerprint", "message", "fix", "source"]],
    );
    assert.equal(report.findings[0]?.rule, "TS004");
  });

  it("refuses a client of an intermediate when the truststore has the root only, and says so", async () => {
    const leaf = file("leaf2.pem", pem(await client("client", cas[1])));
    const root = file("root.pem", pem(cas[0] as Actor));
    const report = json([root, "--client", leaf, ...at]);
    assert.deepEqual(
      [report.status, report.client?.allowed, report.client?.reasons],
      [1, false, ["CC001"]],
    );
    const { stdout } = doctor([root, "--client", leaf, ...at]);
    assert.match(stdout, /API Gateway does not let the client in \(CC001\): CN=client,O=Test/);
  });

  it("exits 0 with warnings, and warns within the days asked for", async () => {
    const soon = await ca("Soon", undefined, { notAfter: new Date("2026-08-15") });
    const store = file("soon.pem", pem(soon));
    assert.deepEqual(json([store, ...at]).findings, []);
    const report = json([store, ...at, "--expires-within", "90"]);
    assert.deepEqual([report.status, report.findings.map(({ rule }) => rule)], [0, ["TS010"]]);
    assert.deepEqual(
      json([store, "--at", "2027-01-01T00:00:00Z"]).findings.map(({ rule }) => rule),
      ["TS009"],
    );
  });

  it("reads standard input, and several files at once with an answer for each", () => {
    const one = pem(cas[0] as Actor);
    assert.equal(json(["-", ...at], one).ok, true);
    const good = file("good.pem", one);
    const bad = file("bad.pem", pem(cas[1] as Actor));
    const report = json([good, "--truststore", bad, ...at]);
    assert.deepEqual([report.status, report.ok], [1, false]);
    assert.deepEqual(
      report.truststores?.map((each) => [
        each.file,
        each.ok,
        each.findings.map(({ rule }) => rule),
      ]),
      [
        [good, true, []],
        [bad, false, ["TS005"]],
      ],
    );
    const { stdout } = doctor([good, bad, ...at]);
    assert.ok(stdout.startsWith(`${good}\n`) && stdout.includes(`\n\n${bad}\n`));
  });

  it("says whether CloudFront can present a certificate, with its chain and key", async () => {
    const [root, issuing] = cas as [Actor, Actor];
    const edge = await client("edge", issuing);
    const key = edge.key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const args = [
      ...["--client", file("edge.pem", pem(edge))],
      ...["--chain", file("edge-chain.pem", pem(issuing, root))],
      ...["--profile", "cloudfront-client", ...at],
    ];
    const report = json([...args, "--key", file("edge.key", key)]);
    assert.deepEqual([report.status, report.findings, report.client?.allowed], [0, [], true]);
    assert.deepEqual(report.client?.path, [
      "CN=edge,O=Test",
      "CN=CA 2,O=Test",
      "CN=CA Root,O=Test",
    ]);
    const { privateKey } = await keyOf("stranger");
    const other = file("other.key", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    assert.deepEqual(json([...args, "--key", other]).client?.reasons, ["CC006"]);
    const { stdout } = doctor([...args, "--key", other]);
    assert.ok(
      !stdout.includes("PRIVATE KEY") &&
        stdout.includes("CloudFront cannot present the certificate"),
    );
  });

  it("takes a client in DER", async () => {
    const leaf = file("leaf.der", (await client("client", cas[0])).certificate.der);
    const root = file("root.pem", pem(cas[0] as Actor));
    assert.equal(json([root, "--client", leaf, ...at]).client?.allowed, true);
  });

  const wrongCalls: [args: string[], message: RegExp][] = [
    [[], /needs a file/],
    [["/nonexistent.pem"], /\/nonexistent\.pem cannot be read: there is no such file\./],
    [["--truststore", os.tmpdir()], /cannot be read: it is a folder\./],
    [["-", "--at", "yesterday"], /--at "yesterday" is no time of ISO 8601/],
    [["-", "--at", "2026-06-01T12:00:00"], /is no time of ISO 8601/],
    [["-", "--at", "2026-02-31T00:00:00Z"], /is no time of ISO 8601/],
    [["-", "--expires-within", "soon"], /no number of days/],
    [["-", "--profile", "alb"], /Allowed choices are api-gateway, cloudfront-client/],
    [["-", "--client", "-"], /can be read for one file only/],
    [["-", "--key", "x.key"], /give --client FILE too/],
    [["--client", "x.pem"], /without a truststore/],
  ];
  for (const [args, message] of wrongCalls) {
    it(`ends with one line and exit status 2 when called with ${args.join(" ") || "nothing"}`, () => {
      const { status, stdout, stderr } = doctor(args);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.equal(stderr.trimEnd().split("\n").length, 1);
    });
  }

  it("reads no more than 64 MB, also of what does not say how long it is", () => {
    const message = /has more than 67108864 bytes: that is no truststore/;
    const large = spawnSync(process.execPath, [cli, "doctor", "-"], {
      input: Buffer.alloc(64 * 1024 * 1024 + 1, "#"),
      encoding: "utf8",
    });
    assert.deepEqual([large.status, large.stdout], [2, ""]);
    assert.match(large.stderr, message);
    if (!fs.existsSync("/dev/zero")) return;
    const endless = doctor(["/dev/zero"]);
    assert.deepEqual([endless.status, endless.stdout], [2, ""]);
    assert.match(endless.stderr, message);
  });

  it("says of certificates made by openssl what AWS says of them", function () {
    requireCommand(this, "openssl");
    const openssl = (...args: string[]): string =>
      execFileSync("openssl", args, {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    const rulesOf = (name: string, key: string[], ...more: string[]): string[] => {
      openssl(
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        ...key,
        "-keyout",
        "x.key",
        "-out",
        name,
        "-days",
        "365",
        "-subj",
        "/O=T/CN=Root",
        ...more,
      );
      return json([path.join(folder, name)]).findings.map(
        ({ rule, source }) => `${rule} ${source}`,
      );
    };
    const p256 = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    assert.deepEqual(rulesOf("p256.pem", p256), []);
    assert.deepEqual(rulesOf("sha1.pem", p256, "-sha1"), ["TS007 documented"]);
    assert.deepEqual(rulesOf("rsa1024.pem", ["rsa:1024"]), ["TS008 documented"]);
    assert.deepEqual(rulesOf("p521.pem", ["ec", "-pkeyopt", "ec_paramgen_curve:P-521"]), [
      "TS008 documented",
    ]);
    assert.deepEqual(rulesOf("ed25519.pem", ["ed25519"]), ["TS008 documented"]);
    const late = json([path.join(folder, "p256.pem"), "--at", "2099-01-01"]);
    assert.deepEqual(
      late.findings.map(({ rule, source }) => `${rule} ${source}`),
      ["TS009 documented"],
    );
    rulesOf("again.pem", p256);
    const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
    const pair = json([file("pair.pem", read("p256.pem") + read("again.pem"))]);
    assert.deepEqual(
      pair.findings.map(({ rule, source }) => `${rule} ${source}`),
      ["TS011 observed"],
    );
  });
});
