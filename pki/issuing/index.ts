export { createKey, type KeyObjectPair, type KeySpec } from "./createKey";
export type { ExtensionSpec } from "./extensionWriter";
export { issueCertificate, type CertificateSpec } from "./issueCertificate";
export { encodeName, type Name, type NameParts } from "./name";
export type { Hash } from "./signCertificate";
