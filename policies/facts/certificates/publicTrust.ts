import { isPubliclyTrusted } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";
import { createHash } from "node:crypto";

import type { Observations } from "../../frame/observations";
import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { certificateTokens } from "../../frame/tokens";
import { valueSources } from "../valueSources";

/**
 * Whether a public CA issued a certificate that the program imports into ACM. "unknown": a preview cannot tell.
 * "elsewhere": the program only looks the certificate up, and never shows its content.
 */
export type PublicTrust = "public" | "private" | "unknown" | "elsewhere";

/** By the certificate where it is known, else by what makes it: no key of @pulumi/tls is a public CA's. */
export function publicTrustOf(
  program: Program,
  observations: Observations,
  certificate: PolicyResource,
): PublicTrust {
  const body = program.see(certificate, "certificateBody");
  if (body.state === "unset") return "elsewhere";
  const text = textOf(body);
  if (text !== undefined) {
    const chain = textOf(program.see(certificate, "certificateChain")) ?? "";
    const hash = createHash("sha256").update(text).update("\0").update(chain).digest("hex");
    const isPublic = observations.remember(`public trust ${hash}`, () =>
      isPubliclyTrusted(text, chain),
    );
    if (isPublic) return "public";
    const isWhole = program.see(certificate, "certificateChain").state !== "unknown";
    return isWhole ? "private" : "unknown";
  }
  const makers = valueSources(program, certificate, "certificateBody");
  const isOwn = makers.length > 0 && makers.every(({ type }) => certificateTokens.includes(type));
  return isOwn ? "private" : "unknown";
}
