import { Truststore, type Finding, type RuleId } from "@mtls-gateway/pki";
import { createHash } from "node:crypto";

import type { Observations } from "../frame/observations";

/** What the rule book finds in one truststore under one rule. */
export interface TruststoreReading {
  findings: Finding[];
  /** Every block was read, so that no finding means that the rule is kept. */
  isWhole: boolean;
}

/** A block that cannot be read (TS001), or more of them than the checker looks at (TS020). */
const unread: readonly RuleId[] = ["TS001", "TS020"];

/** Judges one truststore under one rule. It is parsed once in a run, however many rules ask. */
export function truststoreFindings(
  observations: Observations,
  rule: RuleId,
  bytes: Uint8Array,
): TruststoreReading {
  const key = `truststore ${createHash("sha256").update(bytes).digest("hex")}`;
  const findings = observations.remember(key, () => Truststore.read(bytes).check());
  return {
    findings: findings.filter((finding) => finding.rule === rule),
    isWhole: !findings.some((finding) => unread.includes(finding.rule)),
  };
}
