import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { certificateTokens } from "../frame/tokens";
import { isCaOf, pathOf } from "./certificates/certificateGraph";
import { valueSources } from "./valueSources";

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

/** The certificates of @pulumi/tls that a truststore's content is built from. */
export interface TruststoreSources {
  certificates: PolicyResource[];
  /** It is built from nothing else. */
  isWhole: boolean;
}

/**
 * What a truststore's content is built from. What is between the certificates and the content (a text put together
 * in an `apply`) is taken to pass each of them on once and as it is; `up` looks at what has become of it.
 *
 * @param property the property of the object that the content comes from
 */
export function truststoreSources(
  program: Program,
  object: PolicyResource,
  property: string,
): TruststoreSources {
  const sources = valueSources(program, object, property);
  const certificates = sources.filter((source) => certificateTokens.includes(source.type));
  return {
    certificates,
    isWhole: certificates.length > 0 && certificates.length === sources.length,
  };
}

/** Reads the paths of a truststore off the program: each signed certificate is built from its issuer's. */
export function issuingPaths(
  program: Program,
  object: PolicyResource,
  property: string,
): TruststorePaths {
  const { certificates, isWhole } = truststoreSources(program, object, property);
  const standings = certificates.map((certificate) => isCaOf(program, certificate));
  const authorities = certificates.filter((_, index) => standings[index] === true);
  return {
    paths: authorities.map((authority) => {
      const { path, reachesRoot } = pathOf(program, authority);
      const end = path.findIndex((certificate) => !authorities.includes(certificate));
      return end < 0
        ? { certificates: path, reachesRoot }
        : { certificates: path.slice(0, end), reachesRoot: false };
    }),
    isWhole: isWhole && standings.every((isCa) => isCa !== undefined),
  };
}
