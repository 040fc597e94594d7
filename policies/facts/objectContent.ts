import * as fs from "node:fs/promises";
import * as path from "node:path";

import type { PolicyResource } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import type { Program } from "../frame/program";
import { known, textOf, unknown, type Seen } from "../frame/seen";
import { programFolder } from "./programFolder";

/** What an S3 object will hold, and the property that says so. */
export interface ObjectContent {
  property: "content" | "contentBase64" | "source";
  bytes: Seen<Uint8Array>;
}

/**
 * What an S3 object of the program will hold, read once in a run. An object that the program only looks up
 * (`BucketObjectv2.get`) is never shown with inputs, and its outputs do not tell the content: it is not known.
 */
export function contentOf(
  program: Program,
  observations: Observations,
  object: PolicyResource,
): Promise<ObjectContent> {
  return observations.remember(`content ${object.urn}`, async () => {
    const content = await objectContent((property) => program.see(object, property));
    const isShown = observations.resources.has(object.urn);
    return content.bytes.state === "unset" && !isShown ? { ...content, bytes: unknown } : content;
  });
}

/**
 * Reads what an S3 object will hold: text, base64 or an asset. A file asset is read from the disk; one that is
 * fetched from elsewhere stays unknown, for the pack makes no network call.
 *
 * @param see reads one property of the object
 */
export async function objectContent(see: (property: string) => Seen): Promise<ObjectContent> {
  const text = see("content");
  if (isGiven(text)) return { property: "content", bytes: decode(text, "utf8") };
  const base64 = see("contentBase64");
  if (isGiven(base64)) return { property: "contentBase64", bytes: decode(base64, "base64") };
  return { property: "source", bytes: await assetBytes(see("source")) };
}

/** The provider takes an empty text as none. */
function isGiven(text: Seen): boolean {
  return text.state !== "unset" && textOf(text) !== "";
}

function decode(seen: Seen, encoding: "utf8" | "base64"): Seen<Uint8Array> {
  const text = textOf(seen);
  return text === undefined ? unknown : known(Buffer.from(text, encoding));
}

async function assetBytes(asset: Seen): Promise<Seen<Uint8Array>> {
  if (asset.state !== "known") return asset;
  const text = await assetField(asset.value, "text");
  if (text !== undefined) return known(Buffer.from(text, "utf8"));
  const file = await assetField(asset.value, "path");
  if (file === undefined) return unknown;
  const folder = path.isAbsolute(file) ? "/" : programFolder();
  if (folder === undefined) return unknown;
  try {
    return known(await fs.readFile(path.resolve(folder, file)));
  } catch {
    // Perhaps the wrong folder was guessed: that is not known, it is not "no truststore".
    return unknown;
  }
}

/**
 * A field of an asset. The SDK wraps everything in a proxy, through which a promise cannot be awaited: the
 * property descriptor hands out the promise itself.
 */
async function assetField(asset: unknown, field: "text" | "path"): Promise<string | undefined> {
  if (typeof asset !== "object" || asset === null) return undefined;
  const value: unknown = await Object.getOwnPropertyDescriptor(asset, field)?.value;
  return typeof value === "string" ? value : undefined;
}
