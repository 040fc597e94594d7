import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Account } from "../../account/account";
import type { FunctionCode } from "../../account/functionState";
import { notEmulated } from "../../provider/checkInputs";
import { Asset, type Values } from "../../provider/values";
import { findVersion } from "../s3/bucketStore";
import { text } from "../text";
import { lambdaError } from "./functionStore";
import { readZip, writeZip, ZipError, type ZipFile } from "./zip";

/** Limits of deployment packages, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const unzippedLimit = 262_144_000;
const uploadLimit = 50 * 1024 * 1024;

/** Packs or fetches a function's code and keeps it in the account. Throws what CreateFunction and UpdateFunctionCode answer. */
export function keepCode(
  account: Account,
  inputs: Values,
  assetFolder: string,
  operation: string,
): FunctionCode {
  const { code } = inputs;
  const zip =
    code instanceof Asset ? packed(code, assetFolder) : fromBucket(account, inputs, operation);
  if (code instanceof Asset && zip.length > uploadLimit) {
    const detail = `Request must be smaller than 69905067 bytes for the ${operation} operation`;
    throw lambdaError(operation, 413, "RequestEntityTooLargeException", detail);
  }
  try {
    readZip(zip, unzippedLimit);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    const detail = error.message.startsWith("its files are larger")
      ? `Unzipped size must be smaller than ${unzippedLimit} bytes`
      : `Could not unzip uploaded file. Please check your file, then try to upload again. (${error.message})`;
    throw lambdaError(operation, 400, "InvalidParameterValueException", detail);
  }
  return {
    blob: account.folder.putBlob(zip),
    sha256: createHash("sha256").update(zip).digest("base64"),
    size: zip.length,
  };
}

function fromBucket(account: Account, inputs: Values, operation: string): Buffer {
  const bucket = account.state.buckets[text(inputs.s3Bucket)];
  const version =
    bucket && findVersion(bucket, text(inputs.s3Key), text(inputs.s3ObjectVersion) || undefined);
  const content = version && account.folder.getBlob(version.blob);
  if (content !== undefined) return content;
  const detail =
    "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.";
  throw lambdaError(operation, 400, "InvalidParameterValueException", detail);
}

/** A ZIP file as it is; everything else packed into one. */
function packed(archive: Asset, assetFolder: string): Buffer {
  if (archive.path !== undefined) {
    const file = resolve(assetFolder, archive.path);
    if (!statOf(file, archive.path).isDirectory()) return readFileSync(file);
  }
  return writeZip(filesOf(archive, "", assetFolder));
}

/** The files of an asset or archive, which stands at `path` in the package ("" for the package itself). */
function filesOf(asset: Asset, path: string, assetFolder: string): ZipFile[] {
  const { assets } = asset.raw;
  if (asset.text !== undefined && asset.path === undefined && assets === undefined) {
    return [{ path, content: Buffer.from(asset.text), executable: false }];
  }
  if (asset.path !== undefined) return onDisk(resolve(assetFolder, asset.path), asset.path, path);
  if (typeof assets !== "object" || assets === null) {
    throw new Error(notEmulated("a remote archive", "give the code as files, folders or text"));
  }
  return Object.entries(assets as Record<string, Record<string, unknown>>).flatMap(([name, raw]) =>
    filesOf(new Asset(raw), path === "" ? name : `${path}/${name}`, assetFolder),
  );
}

/** As Pulumi archives a folder: without `.pulumi`, links to folders, and what is neither file nor folder. */
function onDisk(file: string, given: string, path: string): ZipFile[] {
  const stat = statOf(file, given);
  if (!stat.isDirectory()) {
    return [{ path, content: readFileSync(file), executable: (stat.mode & 0o100) !== 0 }];
  }
  return readdirSync(file, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const within = [join(file, name), join(given, name)] as const;
    const target = statOf(...within);
    const isPacked = target.isFile() || (target.isDirectory() && !entry.isSymbolicLink());
    if (!isPacked || name === ".pulumi") return [];
    return onDisk(...within, path === "" ? name : `${path}/${name}`);
  });
}

function statOf(file: string, given: string) {
  try {
    return statSync(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new Error(
      `the file asset ${given} cannot be read (${file}: ${code}): give an absolute path, or start the AWS on this machine in the program's folder`,
    );
  }
}
