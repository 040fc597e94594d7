import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf, type Seen } from "../../frame/seen";
import { domainTokens, tokens } from "../../frame/tokens";
import { readDomain } from "./domainReading";
import {
  certificateOrigin,
  namedCertificates,
  serverCertificatePath,
  type CertificateOrigin,
} from "../certificates/serverCertificate";

/** One certificate that a custom domain names. */
export interface DomainCertificate {
  /** undefined: nobody knows before `up` whether it is given. */
  isGiven: boolean | undefined;
  /** Who issued it. */
  origin: CertificateOrigin;
  /** ARN, or URN of the certificate's resource where the program makes it; more than one: nobody knows which. */
  identities: string[];
  /** How a finding calls it: the ARN where it is known, else the resource's name. */
  name: string;
}

/** The two certificates of a custom domain that asks for client certificates. */
export interface DomainCertificates {
  domain: PolicyResource;
  name: string;
  /** Nobody knows before `up` whether the domain asks for client certificates. */
  isMutualTlsUnknown: boolean;
  server: DomainCertificate;
  ownership: DomainCertificate;
}

type Path = [string, ...(string | number)[]];

/** The certificates of every mTLS domain of the program. */
export function domainCertificates(program: Program): DomainCertificates[] {
  return program.ofType(domainTokens).flatMap((domain) => {
    const reading = readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path));
    if (reading.mutualTls === false) return [];
    const isHttp = domain.type === tokens.httpDomain;
    const ownership: Path = isHttp
      ? ["domainNameConfiguration", "ownershipVerificationCertificateArn"]
      : ["ownershipVerificationCertificateArn"];
    return [
      {
        domain,
        name: reading.facts.name,
        isMutualTlsUnknown: reading.mutualTls === undefined,
        server: certificateAt(program, domain, serverCertificatePath(domain)),
        ownership: certificateAt(program, domain, ownership),
      },
    ];
  });
}

function certificateAt(program: Program, domain: PolicyResource, path: Path): DomainCertificate {
  const seen = program.see(domain, ...path);
  const arn = textOf(seen);
  if (seen.state === "unset" || arn === "") {
    return { isGiven: false, origin: "unknown", identities: [], name: "" };
  }
  const { certificates, isElsewhere } = namedCertificates(program, domain, ...path);
  const [first] = certificates;
  return {
    isGiven: isGiven(program, domain, path, seen, certificates.length),
    origin: certificateOrigin(program, domain, ...path),
    identities: isElsewhere && arn !== undefined ? [arn] : certificates.map(({ urn }) => urn),
    name: arn ?? (certificates.length === 1 ? first?.name : undefined) ?? "(not known yet)",
  };
}

/** An ARN that is not known yet may turn out to be left out, unless it comes from a certificate. */
function isGiven(
  program: Program,
  domain: PolicyResource,
  path: Path,
  seen: Seen,
  certificates: number,
): boolean | undefined {
  if (seen.state === "known") return true;
  // The block of an HTTP domain is built from both certificates together, as long as neither ARN is known.
  const isShared =
    path.length > 1 && program.see(domain, path[0], "certificateArn").state === "unknown";
  return certificates > (isShared ? 1 : 0) ? true : undefined;
}
