import { hasStrongHash, hasStrongKey, allowsClients, timeProblem } from "../truststore/limits";
import type { Usable } from "../truststore/pathSearch";
import type { Certificate } from "../x509/certificate";

/** A CA that a client's path may go through at this instant. */
export function usableAt(at: Date): Usable {
  return (ca) => ca.isValidAt(at) && isSound(ca);
}

/** What does not depend on the time: allowed to issue clients, strong, well formed. */
export function isSound(ca: Certificate): boolean {
  return (
    ca.mayIssue &&
    hasStrongHash(ca) &&
    hasStrongKey(ca) &&
    allowsClients(ca) &&
    ca.flaws.length === 0
  );
}

/** Why a CA is not usable, as phrases that follow its subject; empty when it is. */
export function whyUnusable(ca: Certificate, at: Date): string[] {
  const time = timeProblem(ca, at);
  return [
    ...(time === undefined ? [] : [time]),
    ...(hasStrongHash(ca) ? [] : [`is signed with ${ca.signatureHash}`]),
    ...(hasStrongKey(ca) ? [] : [`has the key ${ca.keyName}`]),
    ...(ca.mayIssue ? [] : ["is not allowed to issue certificates"]),
    ...(allowsClients(ca) ? [] : ["has an extended key usage without clientAuth"]),
    ...(ca.flaws.length === 0 ? [] : [`is malformed (${ca.flaws.join("; ")})`]),
  ];
}
