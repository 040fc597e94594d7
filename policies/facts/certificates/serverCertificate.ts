import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import { indexed, oncePerProgram } from "../oncePerProgram";

/**
 * Who issued a certificate of ACM: ACM itself with a public CA, an import, or AWS Private CA. "unknown": a preview
 * cannot tell. "elsewhere": its ARN is known and no certificate of the program has it.
 */
export type CertificateOrigin = "acm" | "imported" | "private-ca" | "unknown" | "elsewhere";

/** Which certificates of the program a property can name. */
export interface NamedCertificates {
  /** Without repetition. More than one: the property depends on all of them, and its value is not known yet. */
  certificates: PolicyResource[];
  /** The ARN is known, or leads to no certificate of the program at all. */
  isElsewhere: boolean;
}

/**
 * The ACM certificates that an ARN in a property can name: by its value where that is known, else by the
 * resources that the property is built from, a CertificateValidation standing for the certificate that it waits for.
 *
 * @param path to the ARN, the resource's property first
 */
export function namedCertificates(
  program: Program,
  resource: PolicyResource,
  ...path: [string, ...(string | number)[]]
): NamedCertificates {
  const seen = program.see(resource, ...path);
  // No certificate is named: there is none of the program's to look at.
  if (seen.state === "unset") return { certificates: [], isElsewhere: true };
  const arn = textOf(seen);
  if (arn !== undefined) {
    const certificates = certificatesByArn(program).get(arn) ?? [];
    return { certificates, isElsewhere: certificates.length === 0 };
  }
  return { certificates: certificatesIn(program, resource, path[0]), isElsewhere: false };
}

const certificatesByArn = oncePerProgram((program) =>
  indexed(program.ofType([tokens.acmCertificate]), (certificate) => arnsOf(program, certificate)),
);

/** The ACM certificates that a property is built from, with those behind a CertificateValidation. */
export function certificatesIn(
  program: Program,
  resource: PolicyResource,
  property: string,
): PolicyResource[] {
  const found = program.sources(resource, property).flatMap((source) => {
    if (source.type === tokens.acmCertificate) return [source];
    if (source.type !== tokens.certificateValidation) return [];
    return namedCertificates(program, source, "certificateArn").certificates;
  });
  return [...new Set(found)];
}

/**
 * Who issued the certificate that an ARN in a property names. Where a preview leaves several in question, they
 * have to agree.
 *
 * @param path to the ARN, the resource's property first
 */
export function certificateOrigin(
  program: Program,
  resource: PolicyResource,
  ...path: [string, ...(string | number)[]]
): CertificateOrigin {
  const { certificates, isElsewhere } = namedCertificates(program, resource, ...path);
  if (isElsewhere) return "elsewhere";
  const origins = new Set(certificates.map((certificate) => issuerKind(program, certificate)));
  const [origin = "unknown"] = origins;
  return origins.size === 1 ? origin : "unknown";
}

/** Who issued one certificate of ACM. */
export function issuerKind(
  program: Program,
  certificate: PolicyResource,
): "acm" | "imported" | "private-ca" {
  const kind = kinds[textOf(program.see(certificate, "type")) ?? ""];
  if (kind !== undefined) return kind;
  // ACM computes none of these: one that is not known yet is given all the same.
  const isGiven = (property: string): boolean => {
    const seen = program.see(certificate, property);
    return seen.state === "unknown" || (textOf(seen) ?? "") !== "";
  };
  if (isGiven("certificateBody") || isGiven("privateKey")) return "imported";
  return isGiven("certificateAuthorityArn") ? "private-ca" : "acm";
}

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
const kinds: Readonly<Record<string, "acm" | "imported" | "private-ca">> = {
  AMAZON_ISSUED: "acm",
  IMPORTED: "imported",
  PRIVATE: "private-ca",
};

function arnsOf(program: Program, certificate: PolicyResource): string[] {
  return ["arn", "id"]
    .map((property) => textOf(program.see(certificate, property)))
    .filter((arn) => arn !== undefined);
}

/** Where a domain of either generation names its server certificate. */
export function serverCertificatePath({ type }: PolicyResource): [string, ...(string | number)[]] {
  return type === tokens.httpDomain
    ? ["domainNameConfiguration", "certificateArn"]
    : ["regionalCertificateArn"];
}
