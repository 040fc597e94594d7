import { readBundle } from "@mtls-gateway/pki";

/**
 * Kind and size of a key.
 *
 * All are taken in a truststore (RSA-2048 or stronger, ECDSA P-256 or P-384):
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 */
export const KeyAlgorithm = {
  /** RSA, modulus of 2048 bits. */
  Rsa2048: "RSA-2048",
  /** RSA, modulus of 3072 bits. */
  Rsa3072: "RSA-3072",
  /** RSA, modulus of 4096 bits. */
  Rsa4096: "RSA-4096",
  /** ECDSA on the curve P-256 (secp256r1). */
  EcdsaP256: "ECDSA-P256",
  /** ECDSA on the curve P-384 (secp384r1). */
  EcdsaP384: "ECDSA-P384",
} as const;
export type KeyAlgorithm = (typeof KeyAlgorithm)[keyof typeof KeyAlgorithm];

/**
 * Kind and size of the key of a certificate that CloudFront presents; CloudFront takes no other:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
 */
export const ClientKeyAlgorithm = {
  /** RSA, modulus of 2048 bits. */
  Rsa2048: "RSA-2048",
  /** ECDSA on the curve P-256 (secp256r1). */
  EcdsaP256: "ECDSA-P256",
} as const;
export type ClientKeyAlgorithm = (typeof ClientKeyAlgorithm)[keyof typeof ClientKeyAlgorithm];

/** The kind of key of a certificate; undefined where CloudFront would not present it, or nothing can be read. */
export function clientKeyAlgorithmOf(certificatePem: string): ClientKeyAlgorithm | undefined {
  const [certificate] = readBundle(certificatePem).certificates;
  switch (certificate?.keyName) {
    case "RSA-2048":
      return ClientKeyAlgorithm.Rsa2048;
    case "P-256":
      return ClientKeyAlgorithm.EcdsaP256;
    default:
      return undefined;
  }
}
