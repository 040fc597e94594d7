import * as path from "node:path";

/**
 * What `mtls-gateway local` puts into the environment of its command, so that commands under it, a second `local` or a
 * rehearsal among them, find what was there before.
 */
export const outer = {
  /** The state folder of the account that is attached. */
  state: "MTLS_GATEWAY_STATE",
  /** Every folder with a `pulumi` of ours on PATH, as PATH is written. */
  shims: "MTLS_GATEWAY_SHIMS",
  passphrase: "MTLS_GATEWAY_USER_PASSPHRASE",
  passphraseFile: "MTLS_GATEWAY_USER_PASSPHRASE_FILE",
} as const;

/** The user's own PATH: without the folders of ours, in which an engine is not to be looked for. */
export function outerPath(env: NodeJS.ProcessEnv): string {
  const shims = new Set((env[outer.shims] ?? "").split(path.delimiter));
  return (env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => !shims.has(folder))
    .join(path.delimiter);
}

/** The user's own passphrase for stacks, in the variables of the Pulumi CLI. */
export function outerPassphrase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const under = env[outer.state] !== undefined;
  return {
    PULUMI_CONFIG_PASSPHRASE: under ? env[outer.passphrase] : env.PULUMI_CONFIG_PASSPHRASE,
    PULUMI_CONFIG_PASSPHRASE_FILE: under
      ? env[outer.passphraseFile]
      : env.PULUMI_CONFIG_PASSPHRASE_FILE,
  };
}
