/** What a template of AWS Private CA puts into a certificate. Subject and alternative names come from the request. */
export interface CertificateTemplate {
  ca: boolean | { pathLength?: number };
  keyUsage: readonly string[];
  extendedKeyUsage?: readonly string[];
  /** The CA signs its own request with it. */
  selfSigned?: boolean;
}

const authority = ["digitalSignature", "keyCertSign", "cRLSign"];
const endEntity = ["digitalSignature", "keyEncipherment"];

const subordinate = (pathLength: number): CertificateTemplate => ({
  ca: { pathLength },
  keyUsage: authority,
});

/** https://docs.aws.amazon.com/privateca/latest/userguide/template-definitions.html */
const templates: Readonly<Record<string, CertificateTemplate>> = {
  "RootCACertificate/V1": { ca: true, keyUsage: authority, selfSigned: true },
  "SubordinateCACertificate_PathLen0/V1": subordinate(0),
  "SubordinateCACertificate_PathLen1/V1": subordinate(1),
  "SubordinateCACertificate_PathLen2/V1": subordinate(2),
  "SubordinateCACertificate_PathLen3/V1": subordinate(3),
  "EndEntityCertificate/V1": {
    ca: false,
    keyUsage: endEntity,
    extendedKeyUsage: ["serverAuth", "clientAuth"],
  },
  "EndEntityClientAuthCertificate/V1": {
    ca: false,
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
  },
  "EndEntityServerAuthCertificate/V1": {
    ca: false,
    keyUsage: endEntity,
    extendedKeyUsage: ["serverAuth"],
  },
};

const prefix = "arn:aws:acm-pca:::template/";

/** The template that AWS uses when none is given. */
export const defaultTemplate = `${prefix}EndEntityCertificate/V1`;

export const templateArns: readonly string[] = Object.keys(templates).map(
  (name) => `${prefix}${name}`,
);

/** Undefined for a template that is not emulated, and for what is none. */
export function certificateTemplate(arn: string): CertificateTemplate | undefined {
  return arn.startsWith(prefix) ? templates[arn.slice(prefix.length)] : undefined;
}
