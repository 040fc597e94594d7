// Sets the clone up, then goes on as another script, in the same process: `node tools/start.mjs SCRIPT [ARGUMENT...]`.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import "./setup.mjs";

const [node, , target, ...args] = process.argv;
const script = path.resolve(fileURLToPath(new URL("..", import.meta.url)), target);
process.argv = [node, script, ...args];
await import(pathToFileURL(script).href);
