/**
 * Makes the golden files anew, with new keys that are thrown away:
 *   node -r ./tests/register.js tests/pki/golden/make.ts
 * Read the difference before committing it: every line of a .findings file is a promise.
 * `walk-through` is made by hand, with the openssl commands of the walk-through, and only its findings are written again.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { now } from "../support/actors";
import { clientCases } from "../support/clientCases";
import { truststoreCases } from "../support/truststoreCases";
import { folder, readExpected, writeExpected } from "./goldenCase";

const byHand = ["walk-through", "walk-through-edge"];

async function make(): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  for (const one of truststoreCases.filter(({ golden }) => golden !== false)) {
    write(`${one.name}.pem`, await one.make());
    writeExpected(one.name, { at: now, profile: "api-gateway", objectKey: one.objectKey });
  }
  for (const one of clientCases.filter(({ golden }) => golden !== false)) {
    const { input, truststore } = await one.make();
    write(`${one.name}.pem`, truststore);
    write(`${one.name}.client.pem`, input.certificate.toString());
    if (input.chain !== undefined) write(`${one.name}.chain.pem`, input.chain);
    writeExpected(one.name, { at: now, profile: one.profile });
  }
  for (const name of byHand) writeExpected(name, readExpected(name).question);
}

function write(file: string, pem: string): void {
  const how = pem === "" ? "" : "Made by tests/pki/golden/make.ts; the keys were thrown away.\n";
  fs.writeFileSync(path.join(folder, file), how + pem);
}

void make();
