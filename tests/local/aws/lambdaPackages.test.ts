import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readZip, writeZip, ZipError } from "@mtls-gateway/local/dist/aws/lambda/zip";
import { fileArchive, lambdaTypes, startFunctionAccount } from "../support/functionActs";
import { answer } from "../support/gatewayActs";
import type { LocalAccount } from "../support/localAccount";

const file = { content: Buffer.from("x"), executable: false };
/** An archive of one file, with something written into what its directory says of it. */
function altered(write: (entry: Buffer) => void): Buffer {
  const zip = writeZip([{ path: "index.js", ...file }]);
  write(zip.subarray(zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))));
  return zip;
}

describe("a ZIP archive of a function's code", () => {
  for (const [what, zip, why] of [
    [
      "a symbolic link",
      altered((entry) => entry.writeUInt32LE(0o120777 * 0x10000, 38)),
      "index.js is a symbolic link",
    ],
    ["an encrypted file", altered((entry) => entry.writeUInt16LE(1, 8)), "index.js is encrypted"],
    [
      "a file packed by another method",
      altered((entry) => entry.writeUInt16LE(12, 10)),
      "index.js is packed by method 12, and 0 and 8 are known",
    ],
    [
      "a file that says it is smaller than it is",
      altered((entry) => entry.writeUInt32LE(0, 24)),
      "index.js is damaged",
    ],
    [
      "more than the limit",
      altered((entry) => entry.writeUInt32LE(1001, 24)),
      "its files are larger than 1000 bytes",
    ],
    ["a file without a name", writeZip([{ path: "", ...file }]), "a file in it has no name"],
    [
      "a file that is another's folder",
      writeZip(["a", "a/b/c"].map((path) => ({ path, ...file }))),
      "a is a file and a folder",
    ],
    [
      "a file that is another's folder by another name",
      writeZip(["./lib/a", "lib//a/b"].map((path) => ({ path, ...file }))),
      "lib/a is a file and a folder",
    ],
  ] as const) {
    it(`is refused when it holds ${what}`, () => {
      assert.throws(
        () => readZip(zip, 1000),
        (error) => error instanceof ZipError && error.message === why,
      );
    });
  }
});

describe("a function's package", () => {
  let account: LocalAccount;
  let assets: string;
  let role: string;
  let dispose: () => Promise<void>;
  before(async () => {
    ({ account, assets, role, dispose } = await startFunctionAccount());
  });
  after(() => dispose());

  const create = (name: string, path: string) =>
    account.aws.create(lambdaTypes.function, name, {
      name,
      role,
      code: fileArchive(path),
      runtime: "nodejs22.x",
      handler: "index.handler",
    });

  it("has what Pulumi archives of a folder: no .pulumi, no links to folders, nothing but files", async () => {
    const folder = join(assets, "app");
    for (const name of ["lib", ".pulumi"]) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ["index.js", "lib/a.js", ".pulumi/state", ".hidden"]) {
      writeFileSync(join(folder, name), name);
    }
    symlinkSync("lib", join(folder, "other"));
    symlinkSync("..", join(folder, "lib/round"));
    symlinkSync("lib/a.js", join(folder, "linked.js"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await create("app", "app");
    const [view] = account.local.account.functions();
    assert.deepEqual(
      view?.files().map(({ path, content }) => [path, content.toString()]),
      [
        [".hidden", ".hidden"],
        ["index.js", "index.js"],
        ["lib/a.js", "lib/a.js"],
        ["linked.js", "lib/a.js"],
      ],
    );
  });

  it("is refused over 50 MB, and over 250 MB when it is unpacked", async () => {
    const large = join(assets, "large.zip");
    writeFileSync(large, "");
    truncateSync(large, 50 * 1024 * 1024 + 1);
    assert.equal(
      await answer(create("large", "large.zip")),
      "RequestEntityTooLargeException: Request must be smaller than 69905067 bytes for the CreateFunction operation",
    );
    const bomb = altered((entry) => entry.writeUInt32LE(262_144_001, 24));
    writeFileSync(join(assets, "bomb.zip"), bomb);
    assert.equal(
      await answer(create("bomb", "bomb.zip")),
      "InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes",
    );
  });
});
