import type { LocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { StateResource } from "../../support/pulumi";
import { importId, inAccount, inStack, type Item } from "./inventory";
import type { TriedStack } from "./triedStack";

/**
 * What docs/faults.md tells a user to do after a crash: free the lock, look which of the interrupted creates came to an end
 * at AWS, refresh, and import these.
 */
export async function mend(stack: TriedStack, aws: LocalAws): Promise<void> {
  const { env } = aws;
  stack.dropTornAttributes();
  if (stack.locked) await stack.succeed(["cancel", "--yes"], env);
  const made = pendingCreates(stack).flatMap((resource) => {
    const id = idInAccount(stack, resource);
    return id === undefined ? [] : [{ urn: resource.urn, type: resource.type, id }];
  });
  await stack.succeed(["refresh", "--yes", "--skip-preview", "--clear-pending-creates"], env);
  // A replacement cannot be imported beside what it replaces: it is made again.
  const known = new Set(stack.checkpoint.resources?.map(({ urn }) => urn));
  const replacements = made.filter(({ urn }) => known.has(urn));
  for (const { type, id } of replacements) await deleteInAccount(aws, `${type} ${id}`);
  const missing = made.filter(({ urn }) => !known.has(urn));
  if (missing.length > 0) await importPlanned(stack, missing, env);
}

/** What the account has, and neither the stack nor a create that is pending in it. */
export function orphans(stack: TriedStack): Item[] {
  const { account, stack: known } = stack.inventory;
  return account.filter((item) => !known.includes(item));
}

/** Deletes them, as a user does by the console. */
export async function deleteOrphans(stack: TriedStack, aws: LocalAws): Promise<void> {
  for (const item of orphans(stack)) await deleteInAccount(aws, item);
}

async function deleteInAccount(aws: LocalAws, item: Item): Promise<void> {
  const [, token = "", id = ""] = /^(\S+) (.*)$/.exec(item) ?? [];
  const resources = aws.resources(regionOf(id));
  const found = resources.read(token, id);
  if (found !== undefined) await resources.delete(found);
}

function regionOf(id: string): string {
  return id.startsWith("arn:") ? (id.split(":")[3] ?? "") : "us-east-2";
}

function pendingCreates({ checkpoint }: TriedStack): StateResource[] {
  return (checkpoint.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => resource);
}

/**
 * The ID of what such a create left in the account; undefined when it left nothing. Where AWS makes the ID, it is the one of
 * that type, and in that Region, which the account has and the stack has not.
 */
function idInAccount(stack: TriedStack, resource: StateResource): string | undefined {
  const account = inAccount(stack.account);
  const known = importId(resource);
  if (known !== undefined) return account.includes(`${resource.type} ${known}`) ? known : undefined;
  const stacks = new Set(inStack(stack.checkpoint.resources ?? []));
  const { restApi, region } = resource.inputs ?? {};
  const candidates = account
    .filter((item) => item.startsWith(`${resource.type} `) && !stacks.has(item))
    .map((item) => item.slice(resource.type.length + 1))
    .filter((id) => !id.startsWith("arn:") || regionOf(id) === (region ?? "us-east-2"))
    .filter((id) => restApi === undefined || id.startsWith(`${restApi as string}/`));
  assert.ok(candidates.length < 2, `which is it: ${candidates.join(", ")}`);
  return candidates[0];
}

interface ImportFile {
  resources: { type: string; name: string; logicalName?: string; component?: boolean }[];
}

/** Has the file of all that the next `up` would make written, keeps what is there already, and fills in its IDs. */
async function importPlanned(
  stack: TriedStack,
  made: readonly { urn: string; type: string; id: string }[],
  env: Record<string, string>,
): Promise<void> {
  const file = path.join(stack.project.folder, "import.json");
  await stack.succeed(["preview", "--import-file", file], env);
  const planned = JSON.parse(fs.readFileSync(file, "utf8")) as ImportFile;
  const resources = planned.resources.flatMap((resource) => {
    if (resource.component === true) return [resource];
    const name = resource.logicalName ?? resource.name;
    const found = made.find(({ urn, type }) => type === resource.type && urn.endsWith(`::${name}`));
    return found === undefined ? [] : [{ ...resource, id: found.id }];
  });
  fs.writeFileSync(file, JSON.stringify({ ...planned, resources }));
  const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
  await stack.succeed(["import", "--file", file, ...flags], env);
}
