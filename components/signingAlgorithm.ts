/**
 * How an AWS Private CA signs; has to go with the kind of the CA's own key.
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_IssueCertificate.html
 */
export const SigningAlgorithm = {
  /** An RSA key, SHA-256. */
  Sha256WithRsa: "SHA256WITHRSA",
  /** An RSA key, SHA-384. */
  Sha384WithRsa: "SHA384WITHRSA",
  /** An RSA key, SHA-512. */
  Sha512WithRsa: "SHA512WITHRSA",
  /** An elliptic curve key, SHA-256. */
  Sha256WithEcdsa: "SHA256WITHECDSA",
  /** An elliptic curve key, SHA-384. */
  Sha384WithEcdsa: "SHA384WITHECDSA",
  /** An elliptic curve key, SHA-512. */
  Sha512WithEcdsa: "SHA512WITHECDSA",
} as const;
export type SigningAlgorithm = (typeof SigningAlgorithm)[keyof typeof SigningAlgorithm];
