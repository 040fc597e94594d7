import { finding, type Finding } from "../finding";
import type { Truststore } from "../truststore/truststore";
import type { Certificate } from "../x509/certificate";

/** A CA that is trusted beside the edge's. */
export interface OtherAuthority {
  /** Its subject. */
  name: string;
  /** Its issuer is not one of the others too: each caller has one such CA, whatever hangs below it. */
  isTop: boolean;
}

/** A caller that is let in beside the edge, by a tag of the domain: `mtls-gateway:caller:<name>` = reason. */
export interface NamedCaller {
  name: string;
  reason: string;
}

/** What is known of who a domain behind CloudFront lets in. */
export interface TrustedCallersFacts {
  /** The mTLS domain, the subject of the findings. */
  domain: string;
  /** The distributions in front of it. */
  edges: readonly string[];
  /** The CAs in its truststore that are on no path of the edge's client certificates. */
  others: readonly OtherAuthority[];
  /** Default: none. */
  callers?: readonly NamedCaller[];
}

/** Subjects that a message shows. */
const shown = 5;

/** GW012, on an mTLS domain that is the origin of a distribution: every caller beside the edge is named, with a reason. */
export function checkTrustedCallers(facts: TrustedCallersFacts): Finding[] {
  const { domain: subject, edges, others, callers = [] } = facts;
  const findings = callers
    .filter(({ reason }) => reason.trim() === "")
    .map(({ name }) => {
      const message = `${subject} names the caller ${name} without a reason.`;
      const fix = `Say in the value of the tag mtls-gateway:caller:${name} why it calls past CloudFront.`;
      return finding("GW012", { subject, message, fix });
    });
  const named = callers.length - findings.length;
  if (others.filter(({ isTop }) => isTop).length <= named) return findings;
  const list = others.map(({ name }) => name).sort();
  const more = list.length > shown ? ` and ${list.length - shown} more` : "";
  const names = `${list.slice(0, shown).join("; ")}${more}`;
  const but = named === 0 ? "" : `, and ${named === 1 ? "one is" : `${named} are`} named by a tag`;
  const message = `${subject} is an origin of ${edges.join(", ")} and trusts more than the CA of the edge's client certificate: clients of ${names} walk around CloudFront${but}.`;
  return [...findings, finding("GW012", { subject, message })];
}

/** {@link otherAuthorities} for the rule. */
export function otherCallersOf(others: readonly Certificate[]): OtherAuthority[] {
  return others.map((each) => ({
    name: each.name,
    isTop: each.selfIssued || !others.some(({ subjectKey }) => subjectKey === each.issuerKey),
  }));
}

/**
 * The CAs of a truststore that are on no path of the client certificates given. Another certificate of a CA on such a
 * path, with the same key, is no other CA.
 *
 * @param clients the edge's client certificates, or, in place of one that is not known, the CA that issues it
 * @returns undefined when one of them is not trusted at all, which is another rule's finding (CC109)
 */
export function otherAuthorities(
  truststore: Truststore,
  clients: readonly Certificate[],
  at: Date,
): Certificate[] | undefined {
  const used = new Set<string>();
  for (const client of clients) {
    const { path } = truststore.decide(client, { at });
    const authorities = path.slice(1);
    const isInside = truststore.certificates.some(
      (each) => each.fingerprint === client.fingerprint,
    );
    if (authorities.length === 0 && !isInside) return undefined;
    for (const each of [client, ...authorities]) used.add(`${each.subjectKey}\n${each.spkiKey}`);
  }
  return [...new Set(truststore.certificates)].filter(
    (each) => each.mayIssue && !used.has(`${each.subjectKey}\n${each.spkiKey}`),
  );
}
