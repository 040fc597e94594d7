import type { ExtensionSpec } from "@mtls-gateway/pki/issuing";

/** Critical, and nothing knows it. */
export const unknownCritical: ExtensionSpec = {
  oid: "1.3.6.1.4.1.55555.1",
  critical: true,
  value: Buffer.from([5, 0]),
};

/** Not critical, as large as it is asked for: it makes a certificate so. */
export function filler(size: number): ExtensionSpec {
  return { oid: "1.3.6.1.4.1.55555.2", value: Buffer.alloc(size, 5) };
}

/** permittedSubtrees: dNSName example.com. */
export const nameConstraints: ExtensionSpec = {
  oid: "2.5.29.30",
  critical: true,
  value: Buffer.from("3011a00f300d820b6578616d706c652e636f6d", "hex"),
};

/** extKeyUsage clientAuth, to be had twice. */
export const clientAuthAgain: ExtensionSpec = {
  oid: "2.5.29.37",
  value: Buffer.from("300a06082b06010505070302", "hex"),
};
