import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A function's entry point. */
export type Handler = (
  event: unknown,
  context: object,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/** Why a handler cannot be called, with the name that Lambda gives the error. */
export class HandlerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Loads `folder/file.export` from a package: CommonJS or an ES module.
 *
 * @param handler as the function's settings say it: `index.handler`, `src/app.api.get`
 * @param environment `AWS_Lambda_nodejs22.x`
 */
export async function loadHandler(
  root: string,
  handler: string,
  environment: string,
): Promise<Handler> {
  const [, name = "", path = ""] = /^([^.]+)\.(.+)$/.exec(basename(handler)) ?? [];
  if (name === "" || handler.includes("..")) {
    throw new HandlerError("Runtime.MalformedHandlerName", `Bad handler ${handler}`);
  }
  let found = await loadModule(join(root, dirname(handler), name));
  for (const step of path.split("."))
    found = (found as Record<string, unknown> | undefined)?.[step];
  if (found === undefined) {
    throw new HandlerError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  }
  if (typeof found !== "function") {
    throw new HandlerError("Runtime.HandlerNotFound", `${handler} is not a function`);
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: from Node.js 24 on there are no callbacks.
  if (environment === "AWS_Lambda_nodejs24.x" && found.length >= 3) {
    throw new HandlerError(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24: use an async handler",
    );
  }
  return found as Handler;
}

/** As Lambda's runtime looks for it: CommonJS by `require`, and `import` for what `require` does not take. */
async function loadModule(base: string): Promise<unknown> {
  const file = ["", ".js", ".mjs", ".cjs"].map((end) => base + end).find(isFile);
  if (file === undefined) {
    throw new HandlerError("Runtime.ImportModuleError", `Cannot find module '${basename(base)}'`);
  }
  try {
    if (file.endsWith(".mjs")) return (await import(pathToFileURL(file).href)) as unknown;
    try {
      return createRequire(file)(file) as unknown;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ERR_REQUIRE_ESM" && code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
      return (await import(pathToFileURL(file).href)) as unknown;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new HandlerError("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
