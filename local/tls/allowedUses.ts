/** The provider's words of `allowedUses`, as names of RFC 5280's key usages. */
const keyUsages: Readonly<Record<string, string>> = {
  digital_signature: "digitalSignature",
  content_commitment: "contentCommitment",
  key_encipherment: "keyEncipherment",
  data_encipherment: "dataEncipherment",
  key_agreement: "keyAgreement",
  cert_signing: "keyCertSign",
  crl_signing: "cRLSign",
  encipher_only: "encipherOnly",
  decipher_only: "decipherOnly",
};

/** The provider's words of `allowedUses`, as object identifiers of extended key usages. */
const extendedKeyUsages: Readonly<Record<string, string>> = {
  any_extended: "2.5.29.37.0",
  server_auth: "1.3.6.1.5.5.7.3.1",
  client_auth: "1.3.6.1.5.5.7.3.2",
  code_signing: "1.3.6.1.5.5.7.3.3",
  email_protection: "1.3.6.1.5.5.7.3.4",
  ipsec_end_system: "1.3.6.1.5.5.7.3.5",
  ipsec_tunnel: "1.3.6.1.5.5.7.3.6",
  ipsec_user: "1.3.6.1.5.5.7.3.7",
  timestamping: "1.3.6.1.5.5.7.3.8",
  ocsp_signing: "1.3.6.1.5.5.7.3.9",
  microsoft_server_gated_crypto: "1.3.6.1.4.1.311.10.3.3",
  netscape_server_gated_crypto: "2.16.840.1.113730.4.1",
  microsoft_commercial_code_signing: "1.3.6.1.4.1.311.2.1.22",
  microsoft_kernel_code_signing: "1.3.6.1.4.1.311.61.1.1",
};

/** Every word that `allowedUses` may hold. */
export const allowedUseNames = [...Object.keys(keyUsages), ...Object.keys(extendedKeyUsages)];

/** What goes into the certificate for these uses; an extension without an entry is left out, as in the provider. */
export function usagesOf(allowedUses: readonly string[]): {
  keyUsage?: string[];
  extendedKeyUsage?: string[];
} {
  const named = (table: Readonly<Record<string, string>>) =>
    allowedUses.flatMap((use) => table[use] ?? []);
  const keyUsage = named(keyUsages);
  const extendedKeyUsage = named(extendedKeyUsages);
  return {
    ...(keyUsage.length > 0 ? { keyUsage } : {}),
    ...(extendedKeyUsage.length > 0 ? { extendedKeyUsage } : {}),
  };
}
