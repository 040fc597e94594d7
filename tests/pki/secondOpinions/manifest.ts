/** A kind of case in which our verdict differs from another verifier's, on purpose. */
export interface Difference {
  /** Ours: the client is let in. */
  allowed: boolean;
  verifiers: readonly ("openssl" | "node")[];
  reason: string;
}

const both = ["openssl", "node"] as const;

/**
 * Every kind of case in which verdicts differ. A difference that is not here is a bug of ours until it is explained here.
 * openssl is `openssl verify -x509_strict -purpose sslclient -attime`, node a TLS server of Node with the truststore as `ca`.
 */
export const differences: Record<string, Difference[]> = {
  "more than 4 CAs": [
    {
      allowed: false,
      verifiers: both,
      reason: "API Gateway's own limit (TS004); OpenSSL's is 100.",
    },
  ],
  "weak hash": [
    {
      allowed: false,
      verifiers: both,
      reason:
        "API Gateway takes SHA-256 or stronger (TS007, CC003); OpenSSL judges that by its security level.",
    },
  ],
  "weak key": [
    {
      allowed: false,
      verifiers: both,
      reason:
        "API Gateway takes RSA-2048 or stronger, P-256 and P-384 (TS008, CC003); OpenSSL knows more.",
    },
  ],
  "duplicate extension": [
    {
      allowed: false,
      verifiers: both,
      reason:
        "RFC 5280, 4.2 forbids it (TS017, CC009); OpenSSL minds it only of extensions that it knows.",
    },
  ],
  "serial number out of bounds": [
    {
      allowed: false,
      verifiers: both,
      reason: "RFC 5280, 4.1.2.2 forbids it (TS017, CC009); OpenSSL does not look.",
    },
  ],
  "X.509 v1": [
    {
      allowed: false,
      verifiers: ["node"],
      reason:
        "A v1 root cannot say that it is a CA (TS017); OpenSSL trusts it unless asked to be strict.",
    },
  ],
  "key agreement alone": [
    {
      allowed: false,
      verifiers: both,
      reason:
        "A client proves its key with a signature (CC007); OpenSSL also takes the fixed Diffie-Hellman of TLS 1.0.",
    },
  ],
  "forged self-signature of a root": [
    {
      allowed: false,
      verifiers: both,
      reason:
        "API Gateway checks the integrity of each certificate (TS006); for OpenSSL a trusted root needs none.",
    },
  ],
  "wrong authorityKeyIdentifier": [
    {
      allowed: true,
      verifiers: both,
      reason:
        "The identifier is what the issuer wrote, a hint and no proof: name and signature decide. OpenSSL drops the issuer for it.",
    },
  ],
  "no authorityKeyIdentifier": [
    {
      allowed: true,
      verifiers: ["openssl"],
      reason:
        "Required of a conforming CA by RFC 5280, 4.2.1.1, not by a path; -x509_strict asks for it.",
    },
  ],
  "no subjectKeyIdentifier": [
    {
      allowed: true,
      verifiers: ["openssl"],
      reason: "As above; without it what the CA issues has no authorityKeyIdentifier either.",
    },
  ],
  "any extended key usage": [
    {
      allowed: true,
      verifiers: both,
      reason:
        "RFC 5280, 4.2.1.12 lets anyExtendedKeyUsage stand for clientAuth; OpenSSL does not. AWS does not say.",
    },
  ],
  "name constraints": [
    {
      allowed: true,
      verifiers: both,
      reason:
        "Nothing documents that API Gateway honours them (TS019): a rehearsal that refuses would hide an open door.",
    },
  ],
  "empty subject": [
    {
      allowed: true,
      verifiers: ["openssl"],
      reason: "-x509_strict asks for a subjectAltName then; a path needs none.",
    },
  ],
  "the last second": [
    {
      allowed: true,
      verifiers: ["openssl"],
      reason:
        "The validity includes notAfter (RFC 5280, 4.1.2.5); `-attime` at that very second counts as expired.",
    },
  ],
  "a circle beside a root": [
    {
      allowed: true,
      verifiers: both,
      reason:
        "One good path is enough; OpenSSL follows the first certificate of the name and does not come back from the circle.",
    },
  ],
};
