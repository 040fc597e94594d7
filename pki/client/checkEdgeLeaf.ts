import type { RuleId } from "../catalogue";
import { finding, type Finding } from "../finding";
import { timeProblem, usageNames } from "../truststore/limits";
import type { Certificate } from "../x509/certificate";
import { checkForm } from "./checkLeaf";

const edgeHashes = new Set(["SHA-256", "SHA-384", "SHA-512"]);

/** What is wrong with a certificate by itself, for CloudFront to present: CC002, CC007, CC009, CC101, CC102, CC103. */
export function checkEdgeLeaf(leaf: Certificate, at: Date): Finding[] {
  const findings: Finding[] = [];
  const { name: subject, fingerprint } = leaf;
  const found = (rule: RuleId, message: string): void => {
    findings.push(finding(rule, { subject, fingerprint, message }));
  };
  const time = timeProblem(leaf, at);
  if (time !== undefined) found("CC002", `${subject} ${time}.`);
  if (leaf.extendedKeyUsage?.includes("clientAuth") !== true) {
    const usages = usageNames(leaf);
    found(
      "CC101",
      `${subject} has ${usages ? `the extended key usage ${usages}` : "no extended key usage"}; CloudFront asks for clientAuth.`,
    );
  }
  const { algorithm, size, curve } = leaf.key;
  if (!(algorithm === "RSA" && size === 2048) && curve !== "P-256") {
    found(
      "CC102",
      `${subject} has the key ${leaf.keyName}; CloudFront takes RSA-2048 and P-256 alone.`,
    );
  }
  if (!edgeHashes.has(leaf.signatureHash)) {
    found(
      "CC103",
      `${subject} is signed with ${leaf.signatureHash || leaf.signatureScheme}; CloudFront takes SHA-256, SHA-384 and SHA-512.`,
    );
  }
  return [...findings, ...checkForm(leaf)];
}
