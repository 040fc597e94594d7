import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of PEM for commands, in a folder that somebody else removes: one for each content. */
export class PemFiles {
  constructor(private readonly folder: string) {}

  path(pem: string): string {
    const name = createHash("sha256").update(pem).digest("hex").slice(0, 20);
    const file = join(this.folder, `${name}.pem`);
    if (!existsSync(file)) writeFileSync(file, pem, { mode: 0o600 });
    return file;
  }
}
