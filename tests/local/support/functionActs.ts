import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalAccount } from "./localAccount";
import type { Kept, Plain } from "./providerClient";

const signature = "4dabf18193072939515e22adb298388d";
const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Text as an asset, as the engine sends it. */
const textAsset = (text: string): Plain => ({
  [signature]: "c44067f5952c0a294b673a41bacd8c17",
  hash: hashOf(text),
  text,
});

/** Files given as text, as an archive of assets. */
export function archive(files: Record<string, string>): Plain {
  const entries = Object.entries(files).map(([path, text]) => [path, textAsset(text)] as const);
  return {
    [signature]: "0def7320c3a5731c473e5ecbe6d01bc7",
    hash: hashOf(files),
    assets: Object.fromEntries(entries),
  };
}

/** A file or folder as an archive. */
export const fileArchive = (path: string): Plain => ({
  [signature]: "0def7320c3a5731c473e5ecbe6d01bc7",
  hash: hashOf(path),
  path,
});

export const lambdaTypes = {
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
} as const;

/** A role that Lambda, or `service`, may take on; it may write logs when `logs`. */
export async function executionRole(
  { aws }: LocalAccount,
  name: string,
  { service = "lambda.amazonaws.com", logs = true } = {},
): Promise<string> {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  const role = await aws.create("aws:iam/role:Role", name, {
    name,
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  if (logs) {
    await aws.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, {
      role: name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    });
  }
  return role.outputs.arn as string;
}

/** An account with a folder of its own for assets, and the ARN of a role that its functions take on. */
export async function startFunctionAccount(): Promise<{
  account: LocalAccount;
  assets: string;
  role: string;
  dispose: () => Promise<void>;
}> {
  const assets = mkdtempSync(join(tmpdir(), "mtls-gateway-assets-"));
  const account = await LocalAccount.start({ assetFolder: assets });
  const dispose = async () => {
    await account.dispose();
    rmSync(assets, { recursive: true, force: true });
  };
  return { account, assets, role: await executionRole(account, "executor"), dispose };
}

/** Lets API Gateway call a function. */
export function permit({ aws }: LocalAccount, name: string, sourceArn: string): Promise<Kept> {
  return aws.create(lambdaTypes.permission, name, {
    function: name,
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
    sourceArn,
  });
}
