import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Truststore } from "@mtls-gateway/pki";
import { requireCommand } from "../support/skip";
import { ca } from "./support/actors";
import { algorithmCases, base, timeCases, type ChainCase } from "./secondOpinions/chainCases";
import { extensionCases } from "./secondOpinions/extensionCases";
import { differences } from "./secondOpinions/manifest";
import { pathCases } from "./secondOpinions/pathCases";
import { askNode, askOpenssl } from "./secondOpinions/verifiers";

interface Opinion {
  one: ChainCase;
  ours: { allowed: boolean; reasons: string };
  theirs: string;
}

describe("second opinions on some hundreds of chains", () => {
  let cases: ChainCase[] = [];
  let folder = "";

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-openssl-"));
    cases = [
      ...(await algorithmCases()),
      ...(await timeCases()),
      ...(await extensionCases()),
      ...(await pathCases()),
    ];
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("has some hundreds of cases", () => {
    assert.ok(cases.length >= 200, `${cases.length} cases`);
  });

  it("lets in every chain that is called sound", () => {
    const refused = cases
      .filter(({ kind }) => kind === "sound")
      .map(opinionOf(""))
      .filter(({ ours }) => !ours.allowed);
    assert.deepEqual(
      refused.map(({ one, ours }) => `${one.name}: ${ours.reasons}`),
      [],
    );
  });

  it("agrees with openssl verify, but for the differences of the manifest", async function () {
    requireCommand(this, "openssl");
    const opinions: Opinion[] = [];
    for (const one of cases) opinions.push(opinionOf(await askOpenssl(folder, one))(one));
    compare("openssl", opinions);
  });

  it("agrees with Node's own verification in a handshake, but for the differences of the manifest", async () => {
    const server = await ca("server", undefined, { ca: false, keyUsage: ["digitalSignature"] });
    const opinions: Opinion[] = [];
    for (const one of cases.filter(({ at }) => at === base)) {
      opinions.push(opinionOf(await askNode(server, one))(one));
    }
    compare("node", opinions);
  });
});

function opinionOf(theirs: string): (one: ChainCase) => Opinion {
  return (one) => {
    const store = Truststore.read(one.truststore.map((ca) => ca.toPem()).join(""));
    const verdict = store.decide(one.leaf.certificate, { at: one.at });
    const reasons = verdict.reasons.map(({ message }) => message).join(" ");
    return { one, ours: { allowed: verdict.allowed, reasons }, theirs };
  };
}

/** Fails on a difference that the manifest does not list, and on a listed one that is none any more. */
function compare(verifier: "openssl" | "node", opinions: readonly Opinion[]): void {
  const listed = (kind: string, allowed: boolean): boolean =>
    differences[kind]?.some((one) => one.verifiers.includes(verifier) && one.allowed === allowed) ??
    false;
  const differing = opinions.filter(({ ours, theirs }) => ours.allowed !== (theirs === ""));
  const unlisted = differing
    .filter(({ one, ours }) => !listed(one.kind, ours.allowed))
    .map(
      ({ one, ours, theirs }) =>
        `${one.kind}: ${one.name}: ours ${ours.allowed ? "in" : `refused (${ours.reasons})`}, ${verifier} ${theirs || "in"}`,
    );
  assert.equal(unlisted.length, 0, `differences that are not listed:\n${unlisted.join("\n")}`);
  // Other versions of OpenSSL may have come closer to us; the manifest is kept for the one that Node 20 has.
  if (!process.versions.openssl.startsWith("3.0.")) return;
  const stale = Object.entries(differences).flatMap(([kind, list]) =>
    list
      .filter(({ verifiers }) => verifiers.includes(verifier))
      .filter(
        ({ allowed }) =>
          !differing.some(({ one, ours }) => one.kind === kind && ours.allowed === allowed),
      )
      .map(() => kind),
  );
  assert.deepEqual(stale, [], "listed differences that are none");
}
