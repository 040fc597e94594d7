import type { RuleId } from "../catalogue";
import { finding, type Finding } from "../finding";
import {
  allowsClients,
  hashStanding,
  hasStrongHash,
  hasStrongKey,
  timeProblem,
  usageNames,
} from "../truststore/limits";
import type { Certificate } from "../x509/certificate";

/** What is wrong with a client certificate by itself, for API Gateway: CC002 to CC005, CC007, CC009. */
export function checkLeaf(leaf: Certificate, at: Date): Finding[] {
  const findings: Finding[] = [];
  const { name: subject, fingerprint } = leaf;
  const found = (rule: RuleId, message: string): void => {
    findings.push(finding(rule, { subject, fingerprint, message }));
  };
  const time = timeProblem(leaf, at);
  if (time !== undefined) found("CC002", `${subject} ${time}.`);
  const weak = [
    ...(hasStrongKey(leaf) ? [] : [`has the key ${leaf.keyName}`]),
    ...(hasStrongHash(leaf) ? [] : [`is signed with ${leaf.signatureHash}`]),
  ];
  if (weak.length > 0) {
    const message = `${subject} ${weak.join(" and ")}; API Gateway takes RSA-2048 or stronger, P-256 and P-384, signed with SHA-256 or stronger.`;
    const source = hasStrongKey(leaf) ? hashStanding(leaf) : undefined;
    findings.push(finding("CC003", { subject, fingerprint, message, source }));
  }
  if (leaf.isCa) findings.push(caAsClient(subject, fingerprint));
  if (!allowsClients(leaf)) {
    found(
      "CC005",
      `${subject} has the extended key usage ${usageNames(leaf)} alone, without clientAuth.`,
    );
  }
  // AWS's own walk-through makes its client with `openssl x509 -req` and no extensions, which is v1: it gets in.
  return [...findings, ...checkForm(leaf, ({ flaws }) => flaws.filter((flaw) => flaw !== v1))];
}

const v1 = "it is X.509 v1";

/** CC007 and CC009: what no TLS client may show, whoever asks. */
export function checkForm(
  leaf: Certificate,
  flawsOf = ({ flaws }: Certificate): readonly string[] => flaws,
): Finding[] {
  const { name: subject, fingerprint, keyUsage } = leaf;
  const findings = keyUsage === undefined ? [] : checkKeyUsage(subject, fingerprint, keyUsage);
  const flaws = flawsOf(leaf);
  if (flaws.length > 0) {
    const message = `${subject} is malformed: ${flaws.join("; ")}.`;
    findings.push(finding("CC009", { subject, fingerprint, message }));
  }
  return findings;
}

/** CC007, on the extension where the certificate has it. */
export function checkKeyUsage(
  subject: string,
  fingerprint: string,
  keyUsage: readonly string[],
): Finding[] {
  if (keyUsage.includes("digitalSignature")) return [];
  const message = `${subject} has the key usage ${keyUsage.join(", ") || "(none)"}, without digitalSignature.`;
  return [finding("CC007", { subject, fingerprint, message })];
}

/** CC004. */
export function caAsClient(subject: string, fingerprint: string): Finding {
  return finding("CC004", { subject, fingerprint, message: `${subject} says CA:TRUE.` });
}
