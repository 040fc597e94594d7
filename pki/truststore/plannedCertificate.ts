import type { KeyKind } from "../x509/algorithms";

/** A key that does not exist yet. */
export interface PlannedKey {
  /** Tells keys apart: with two different ones come two different keys. */
  id: string;
  /** Left out: not known. */
  kind?: KeyKind;
}

/**
 * A certificate that @pulumi/tls will make. What is the same in all of them is not asked about: X.509 v3, a random
 * serial number of 128 bits, every extension once, a signature with SHA-256 or stronger.
 *
 * A field that is left out is not known; null means that the certificate will not have it.
 *
 * https://github.com/hashicorp/terraform-provider-tls/blob/main/internal/provider/common_cert.go
 */
export interface PlannedCertificate {
  /** For use in a sentence: the subject, or the resource's name where that is not known. */
  name: string;
  /** RFC 4514 text. */
  subject?: string;
  /** Signed with its own key. */
  selfSigned: boolean;
  /** Who signs it, whether or not that is in the truststore; unused when self-signed. */
  issuer?: PlannedCertificate;
  key?: PlannedKey;
  isCa?: boolean;
  /** Names of RFC 5280. */
  keyUsage?: readonly string[] | null;
  /** Names of RFC 5280. */
  extendedKeyUsage?: readonly string[] | null;
  pathLength?: number | null;
  /** The last second at which it is valid; it is valid as soon as it is made. */
  notAfter?: Date;
  hasNameConstraints?: boolean;
}

/** A truststore that is made of certificates that @pulumi/tls will make. */
export interface PlannedTruststore {
  /** Those that are seen to go in, each taken once and as it is. */
  certificates: readonly PlannedCertificate[];
  /** Nothing else goes in. Without it nothing is proved to be in order. */
  isWhole: boolean;
}

/** The CA certificates of the truststore on the way up from one, itself first. */
export interface PlannedPath {
  certificates: PlannedCertificate[];
  /** False: the issuer of the last one is not seen to be in the truststore. */
  reachesRoot: boolean;
}

/** The paths of all CAs of a planned truststore. */
export function plannedPaths({ certificates }: PlannedTruststore): PlannedPath[] {
  const authorities = new Set(certificates.filter(({ isCa }) => isCa === true));
  return [...authorities].map((authority) => {
    const path = [authority];
    let last = authority;
    while (!last.selfSigned) {
      const { issuer } = last;
      if (issuer === undefined || !authorities.has(issuer) || path.includes(issuer)) {
        return { certificates: path, reachesRoot: false };
      }
      path.push(issuer);
      last = issuer;
    }
    return { certificates: path, reachesRoot: true };
  });
}

/** A subject for comparing: names differ neither by case nor by spaces. */
export function plannedSubjectKey(subject: string): string {
  return subject.trim().replace(/\s+/g, " ").toLowerCase();
}
