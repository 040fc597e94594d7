import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { flagFact } from "../frame/seen";
import { certificateTokens, tokens } from "../frame/tokens";

/** The path from one CA certificate of a truststore upwards, read off the program before any certificate exists. */
export interface IssuingPath {
  /** Issuing CA first. All are in the truststore. */
  certificates: PolicyResource[];
  /** The path ends at a self-signed certificate. False: the last one's issuer is not seen to be in the truststore. */
  reachesRoot: boolean;
}

/** What the graph tells of a truststore whose content is not known yet. */
export interface TruststorePaths {
  /** One for each CA certificate in the truststore. */
  paths: IssuingPath[];
  /** Nothing else can be in the truststore than what the paths show. */
  isWhole: boolean;
}

/**
 * Reads the paths of a truststore off the program: its content is built from certificates of @pulumi/tls, and
 * each signed one is built from its issuer's certificate. Names and lengths are known although no value is.
 *
 * @param property the property of the object that the content comes from
 */
export function issuingPaths(
  program: Program,
  object: PolicyResource,
  property: string,
): TruststorePaths {
  // Components that the certificates came through have no provider; they hold nothing of their own.
  const sources = program
    .sources(object, property)
    .filter((source) => source.provider !== undefined || certificateTokens.includes(source.type));
  const certificates = sources.filter((source) => certificateTokens.includes(source.type));
  const standing = certificates.map((certificate) => ({
    certificate,
    isCa: flagOrOpen(program, certificate),
  }));
  const authorities = new Set(
    standing.filter(({ isCa }) => isCa === true).map(({ certificate }) => certificate),
  );
  return {
    paths: [...authorities].map((authority) => pathFrom(program, authority, authorities)),
    isWhole:
      certificates.length > 0 &&
      certificates.length === sources.length &&
      standing.every(({ isCa }) => isCa !== undefined),
  };
}

/** undefined: not known before `up`. Left out means no CA. */
function flagOrOpen(program: Program, certificate: PolicyResource): boolean | undefined {
  const flag = flagFact(program.see(certificate, "isCaCertificate"));
  return flag === null ? false : flag;
}

function pathFrom(
  program: Program,
  authority: PolicyResource,
  authorities: ReadonlySet<PolicyResource>,
): IssuingPath {
  const certificates = [authority];
  let last = authority;
  while (last.type === tokens.locallySignedCert) {
    const issuer = issuerOf(program, last);
    if (issuer === undefined || !authorities.has(issuer) || certificates.includes(issuer)) {
      return { certificates, reachesRoot: false };
    }
    certificates.push(issuer);
    last = issuer;
  }
  return { certificates, reachesRoot: true };
}

/** The one certificate that `caCertPem` is built from. */
function issuerOf(program: Program, certificate: PolicyResource): PolicyResource | undefined {
  const issuers = program
    .sources(certificate, "caCertPem")
    .filter((source) => certificateTokens.includes(source.type));
  return issuers.length === 1 ? issuers[0] : undefined;
}
