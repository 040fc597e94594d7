import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { distributionTokens } from "../../frame/tokens";
import type { MutualTlsHost, Origin } from "../origins/distributionOrigins";
import { mutualTlsOrigins } from "../origins/mutualTlsOrigins";
import { indexed, oncePerProgram } from "../oncePerProgram";
import { certificatesIn, namedCertificates } from "./serverCertificate";

/** A certificate of the program that CloudFront presents to origins. */
export interface PresentedCertificate {
  certificate: PolicyResource;
  distribution: PolicyResource;
  /** The mTLS domains of the program that it is shown to, those that are known. */
  hosts: MutualTlsHost[];
  /** False: a preview cannot tell whether the distribution presents it. */
  isProved: boolean;
}

/** The client certificates of one distribution. */
export interface DistributionCertificates {
  distribution: PolicyResource;
  /** ARNs that are known, whoever makes the certificates. */
  arns: string[];
  /** Certificates of the program. */
  presented: PresentedCertificate[];
  /** Origins whose certificate's ARN is not known, and for which no certificate of the program comes into question. */
  unknownCount: number;
}

/** The client certificates that each distribution of the program presents to its origins. */
export const distributionCertificates = oncePerProgram((program) => {
  const origins = mutualTlsOrigins(program).filter(({ origin }) => origin.certificate === "set");
  const byDistribution = indexed(origins, ({ distribution }) => [distribution]);
  return program.ofType(distributionTokens).flatMap((distribution): DistributionCertificates[] => {
    const own = byDistribution.get(distribution);
    if (own === undefined) return [];
    const known = own.flatMap(({ origin, host }) => byArn(program, distribution, origin, host));
    const arns = own.map(({ origin }) => arnOf(program, distribution, origin));
    const unknowns = own.filter((_, index) => arns[index] === undefined);
    const unknownOrigins = new Set(unknowns.map(({ origin }) => origin)).size;
    const rest =
      unknownOrigins === 0
        ? []
        : bySources(
            program,
            distribution,
            unknownOrigins,
            unknowns.map(({ host }) => host),
          );
    return [
      {
        distribution,
        arns: arns.filter((arn) => arn !== undefined),
        presented: merged([...known, ...rest]),
        unknownCount: rest.length === 0 ? unknownOrigins : 0,
      },
    ];
  });
});

function arnOf(
  program: Program,
  distribution: PolicyResource,
  { certificatePath }: Origin,
): string | undefined {
  return textOf(program.see(distribution, ...certificatePath));
}

function byArn(
  program: Program,
  distribution: PolicyResource,
  origin: Origin,
  host: MutualTlsHost | undefined,
): PresentedCertificate[] {
  if (arnOf(program, distribution, origin) === undefined) return [];
  return namedCertificates(program, distribution, ...origin.certificatePath).certificates.map(
    (certificate) => ({
      certificate,
      distribution,
      hosts: host === undefined ? [] : [host],
      isProved: true,
    }),
  );
}

/**
 * The certificates that the origins are built from and whose ARNs are not known. Each of them is presented when
 * there are no more of them than origins that wait for one, and the only one is shown to all of those.
 */
function bySources(
  program: Program,
  distribution: PolicyResource,
  originCount: number,
  hosts: readonly (MutualTlsHost | undefined)[],
): PresentedCertificate[] {
  const candidates = certificatesIn(program, distribution, "origins").filter(
    (certificate) => textOf(program.see(certificate, "arn")) === undefined,
  );
  // A component in the list brings all that is in it, its server certificate for one.
  const isByComponent = program
    .sources(distribution, "origins")
    .some(({ provider }) => provider === undefined);
  const isProved = candidates.length <= originCount && !isByComponent;
  const shownTo = candidates.length === 1 ? hosts.filter((host) => host !== undefined) : [];
  return candidates.map((certificate) => ({
    certificate,
    distribution,
    hosts: shownTo,
    isProved,
  }));
}

/** One entry for each certificate. */
function merged(all: readonly PresentedCertificate[]): PresentedCertificate[] {
  const byUrn = new Map<string, PresentedCertificate>();
  for (const each of all) {
    const before = byUrn.get(each.certificate.urn);
    byUrn.set(each.certificate.urn, {
      ...each,
      hosts: [...new Set([...(before?.hosts ?? []), ...each.hosts])],
      isProved: each.isProved || before?.isProved === true,
    });
  }
  return [...byUrn.values()];
}
