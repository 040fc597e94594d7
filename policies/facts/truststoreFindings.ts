import { checkObjectKey, Truststore, type Finding } from "@mtls-gateway/pki";
import { createHash } from "node:crypto";

import type { Observations } from "../frame/observations";

/** Tells contents apart: SHA-256, in hex. */
export function contentHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A truststore's certificates, parsed once in a run, however many rules ask about it and for how many days. */
export function readTruststore(observations: Observations, bytes: Uint8Array): Truststore {
  return observations.remember(`truststore ${contentHash(bytes)}`, () => Truststore.read(bytes));
}

/** What the rule book finds in a truststore at the time of the run, under every TS rule. */
export function truststoreFindings(
  observations: Observations,
  bytes: Uint8Array,
  key: string | undefined,
  expiresWithinDays: number,
): Finding[] {
  const at = observations.now;
  const findings = observations.remember(
    `truststore ${contentHash(bytes)} within ${expiresWithinDays}`,
    () => readTruststore(observations, bytes).check({ at, expiresWithinDays }),
  );
  return [...findings, ...checkObjectKey(key)];
}
