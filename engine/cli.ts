/** `node cli.js` prints the folder to put first on PATH; progress and the one error go to standard error. */
import { EngineError } from "./engineError";
import { ensureEngine } from "./ensureEngine";

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

if (process.argv.length > 2) {
  say("usage: node cli.js    (no arguments; MTLS_GATEWAY_CACHE names the cache folder)");
  process.exitCode = 2;
} else {
  ensureEngine({ log: say }).then(
    ({ bin }) => {
      process.stdout.write(`${bin}\n`);
    },
    (error: unknown) => {
      if (!(error instanceof EngineError)) throw error;
      say(error.message);
      process.exitCode = 1;
    },
  );
}
