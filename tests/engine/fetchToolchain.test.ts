import { fetchToolchain, moduleHash } from "@mtls-gateway/engine/dist/fetchToolchain";
import { Progress } from "@mtls-gateway/engine/dist/progress";
import { readZip } from "@mtls-gateway/engine/dist/unzip";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";
import { writeZip } from "./zipWriter";

describe("fetchToolchain", () => {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const version = `v0.0.1-go1.26.8.${platform}`;
  const module = `golang.org/toolchain@${version}`;
  const archive = writeZip(
    Object.entries({
      "bin/go": "#!/bin/sh\necho I am go\n",
      "pkg/tool/linux_amd64/link": "#!/bin/sh\n",
      "src/_go.mod": "module std\n",
      "src/cmd/_go.mod": "module cmd\n",
      "src/fmt/print.go": "package fmt\n",
      "src/fmt/print_test.go": "package fmt\n",
      "src/fmt/testdata/x": "x\n",
    }).map(([name, text]) => ({ name: `${module}/${name}`, content: Buffer.from(text) })),
  );

  let tools: FakeTools;
  let server: http.Server;
  let proxy: string;
  let asked: { url?: string; authorization?: string }[];
  let answer: (response: http.ServerResponse) => void;

  beforeEach(async () => {
    tools = new FakeTools();
    asked = [];
    answer = (response) => response.end(archive);
    server = http.createServer((request, response) => {
      asked.push({ url: request.url, authorization: request.headers.authorization });
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    tools.dispose();
  });

  const signal = new AbortController().signal;

  async function fetchFrom(goproxy: string, hash?: string): Promise<string> {
    return fetchToolchain(
      path.join(tools.root, "toolchain"),
      { env: { GOPROXY: goproxy }, progress: new Progress(tools.log), signal },
      { [platform]: hash ?? (await moduleHash(readZip(archive), signal)) },
    );
  }

  function filesBelow(folder: string): string[] {
    return fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .sort();
  }

  it("hashes a module as go.sum does", async () => {
    // golang.org/x/mod/sumdb/dirhash says: sha256sum over `sha256sum of file, two blanks, name` in order of names.
    const zip = writeZip([
      { name: "m@v1/b", content: Buffer.from("two\n") },
      { name: "m@v1/a", content: Buffer.from("one\n") },
    ]);
    assert.equal(
      await moduleHash(readZip(zip), signal),
      "h1:zb453PES2rPAidRde5q3gYZh6RJHsovZZ5Vk1PeSPdY=",
    );
  });

  it("unpacks it as the go command does: programs executable, go.mod files by their names, no tests", async () => {
    const go = await fetchFrom(`http://${proxy}`);
    const folder = path.join(tools.root, "toolchain");
    assert.equal(go, path.join(folder, "bin", "go"));
    assert.deepEqual(filesBelow(folder), [
      "bin/go",
      "pkg/tool/linux_amd64/link",
      "src/cmd/go.mod",
      "src/fmt/print.go",
      "src/go.mod",
    ]);
    const programs = filesBelow(folder).filter(
      (name) => (fs.statSync(path.join(folder, name)).mode & 0o111) !== 0,
    );
    assert.deepEqual(programs, ["bin/go", "pkg/tool/linux_amd64/link"]);
  });

  it("asks the first proxy of GOPROXY, with the name and password of its URL", async () => {
    await fetchFrom(`http://me:s%40cret@${proxy}/go/,https://proxy.golang.org|direct`);
    const authorization = `Basic ${Buffer.from("me:s@cret").toString("base64")}`;
    const url = `/go/golang.org/toolchain/@v/${version}.zip`;
    assert.deepEqual(asked, [{ url, authorization }]);
  });

  it("unpacks nothing of another content than the pinned one", async () => {
    await assert.rejects(fetchFrom(`http://${proxy}`, "h1:other="), (error: Error) => {
      assert.match(error.message, /^v0\.0\.1-go1\.26\.8\.\S+\.zip is h1:\S+, not h1:other=$/);
      return true;
    });
    assert.equal(fs.existsSync(path.join(tools.root, "toolchain")), false);
  });

  it("refuses an answer of the proxy that is none, without telling the password", async () => {
    answer = (response) => response.writeHead(403).end();
    await assert.rejects(fetchFrom(`http://me:secret@${proxy}`), {
      message: `http://${proxy}/golang.org/toolchain/@v/${version}.zip answers 403`,
    });
  });

  it("names the HTTP proxy that Node goes past when nothing answers", async () => {
    server.close();
    const env = { GOPROXY: `http://${proxy}`, HTTPS_PROXY: "http://me:secret@proxy.corp:3128" };
    const work = { env, progress: new Progress(tools.log), signal };
    await assert.rejects(fetchToolchain(path.join(tools.root, "toolchain"), work), (error) => {
      const { message } = error as Error;
      assert.match(message, /^fetch failed: .* \(Node \S+ goes past the proxy proxy\.corp:3128: /);
      return true;
    });
  });

  it("refuses a GOPROXY that names no proxy", async () => {
    for (const goproxy of ["off", "direct,https://proxy.golang.org"]) {
      await assert.rejects(fetchFrom(goproxy), {
        message: `GOPROXY=${goproxy} does not begin with the URL of a module proxy`,
      });
    }
    assert.deepEqual(asked, []);
  });

  it("refuses a machine that no toolchain is pinned for", async () => {
    await assert.rejects(
      fetchToolchain(
        path.join(tools.root, "toolchain"),
        { env: { GOPROXY: `http://${proxy}` }, progress: new Progress(), signal },
        {},
      ),
      { message: `none is pinned here for ${platform}` },
    );
  });
});
