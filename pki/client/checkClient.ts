import { createPrivateKey } from "node:crypto";
import { finding, type Finding } from "../finding";
import { readBundle } from "../truststore/readBundle";
import type { Truststore } from "../truststore/truststore";
import { Certificate } from "../x509/certificate";
import { checkEdgeChain } from "./checkEdgeChain";
import { checkEdgeLeaf } from "./checkEdgeLeaf";
import { checkLeaf } from "./checkLeaf";
import type { ClientVerdict } from "./decideClient";
import { readLeaf } from "./readLeaf";

/** Whose limits are asked about: API Gateway letting a client in, or CloudFront presenting a certificate. */
export type Profile = "api-gateway" | "cloudfront-client";

export interface ClientInput {
  /** The leaf alone: PEM, or DER. */
  certificate: string | Uint8Array;
  /** PEM of the CAs that go with it, as given to ACM; "" for none. */
  chain?: string;
  /** PEM. Only compared with the certificate; no finding ever holds it. */
  privateKey?: string;
}

export interface CheckClientOptions {
  profile: Profile;
  /** The instant asked about. Default: now. */
  at?: Date;
  /** The truststore of the domain that the certificate is shown to; without it CC001 and CC109 say nothing. */
  truststore?: Truststore;
}

/** What is to be said of one client certificate. */
export interface ClientExamination {
  findings: Finding[];
  /** Leaf to root through the truststore, or the nearest path when refused; without a truststore the leaf and the chain given. */
  path: Certificate[];
}

/** Every CC rule of the profile, on one client certificate. CC106 to CC108 are about ACM: see `checkEdgeCertificates`. */
export function checkClient(input: ClientInput, options: CheckClientOptions): Finding[] {
  return examineClient(input, options).findings;
}

/** The findings of `checkClient`, and the path that they speak of. */
export function examineClient(input: ClientInput, options: CheckClientOptions): ClientExamination {
  const at = options.at ?? new Date();
  const leaf = readLeaf(input.certificate);
  if (!(leaf instanceof Certificate)) return { findings: [leaf], path: [] };
  const presented = input.chain === undefined ? [] : readBundle(input.chain).certificates;
  const verdict = options.truststore?.decide(leaf, { at, presented });
  const path = verdict?.path ?? [leaf, ...presented];
  const key = checkKey(leaf, input.privateKey);
  if (options.profile === "api-gateway") {
    return { findings: [...checkLeaf(leaf, at), ...key, ...distrust(verdict)], path };
  }
  const files = {
    certificate: typeof input.certificate === "string" ? input.certificate : leaf.toPem(),
    chain: input.chain ?? "",
    privateKey: input.privateKey ?? "",
  };
  const findings = [
    ...checkEdgeLeaf(leaf, at),
    ...key,
    ...checkEdgeChain(leaf, files, verdict?.path.length ?? 0),
    ...distrust(verdict).map(({ subject, fingerprint, message, source }) =>
      finding("CC109", { subject, fingerprint, message, source }),
    ),
  ];
  return { findings, path };
}

/** CC001 of a verdict: the leaf's own problems have rules of their own. */
function distrust(verdict: ClientVerdict | undefined): Finding[] {
  return verdict?.reasons.filter(({ rule }) => rule === "CC001") ?? [];
}

/** CC006. */
function checkKey(leaf: Certificate, privateKey: string | undefined): Finding[] {
  if (privateKey === undefined) return [];
  const { name: subject, fingerprint } = leaf;
  const wrong = (message: string): Finding[] => [
    finding("CC006", { subject, fingerprint, message }),
  ];
  try {
    if (leaf.holdsKeyOf(createPrivateKey(privateKey))) return [];
    return wrong(`The private key given for ${subject} belongs to another certificate.`);
  } catch {
    return wrong(
      `The private key given for ${subject} cannot be read: it has to be an unencrypted PEM key.`,
    );
  }
}
