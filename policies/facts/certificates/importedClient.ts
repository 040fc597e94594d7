import { examineClient, type Finding, type RuleId, type Truststore } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";
import { createHash } from "node:crypto";

import type { Observations } from "../../frame/observations";
import type { Program } from "../../frame/program";
import { textOf, type Seen } from "../../frame/seen";

/** What a certificate, as it is imported into ACM, is known to hold. */
export interface ImportedClient {
  body: Seen;
  chain: Seen;
  key: Seen;
}

/** Reads an import. */
export function importedClient(program: Program, certificate: PolicyResource): ImportedClient {
  return {
    body: program.see(certificate, "certificateBody"),
    chain: program.see(certificate, "certificateChain"),
    key: program.see(certificate, "privateKey"),
  };
}

/** Rules that are decided by more than the certificate itself. */
const needs: Readonly<Partial<Record<RuleId, readonly (keyof ImportedClient)[]>>> = {
  CC006: ["key"],
  CC104: ["chain"],
  CC105: ["chain", "key"],
  CC110: ["chain"],
};

/** Whether the content that is known decides a rule. A chain or a key that is left out is nothing to wait for. */
export function isDecided(rule: RuleId, client: ImportedClient): boolean {
  return (
    client.body.state === "known" &&
    (needs[rule] ?? []).every((part) => client[part].state !== "unknown")
  );
}

/**
 * What the rule book finds in an import under one rule, its content being known. It is read once in a run for each
 * truststore, however many rules ask.
 *
 * @param truststore the one that the certificate is shown to. Default: none, and CC109 says nothing
 */
export function importedFindings(
  rule: RuleId,
  client: ImportedClient,
  observations: Observations,
  truststore?: { id: string; read: () => Truststore },
): Finding[] {
  const [certificate = "", chain = "", privateKey] = [client.body, client.chain, client.key].map(
    textOf,
  );
  const hash = createHash("sha256");
  for (const part of [certificate, chain, privateKey ?? ""]) hash.update(part).update("\0");
  const input = { certificate, chain, privateKey };
  const at = observations.now;
  const key = `client ${hash.digest("hex")} ${truststore?.id ?? ""}`;
  const findings = observations.remember(key, () => [
    ...examineClient(input, {
      profile: "cloudfront-client",
      at,
      truststore: truststore?.read(),
    }).findings,
    // API Gateway, which it is shown to, is the one that a CA certificate matters to.
    ...examineClient(input, { profile: "api-gateway", at }).findings.filter(
      (finding) => finding.rule === "CC004",
    ),
  ]);
  return findings.filter((finding) => finding.rule === rule);
}
