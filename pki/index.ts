export { rules, type RuleId } from "./catalogue";
export {
  checkClient,
  examineClient,
  type CheckClientOptions,
  type ClientExamination,
  type ClientInput,
  type Profile,
} from "./client/checkClient";
export type { ClientVerdict } from "./client/decideClient";
export {
  finding,
  FindingsError,
  formatFinding,
  throwOnErrors,
  type Finding,
  type FindingDetails,
  type Severity,
  type Standing,
} from "./finding";
export { checkDomain, type DomainFacts } from "./gateway/checkDomain";
export { checkEdgeCertificates, type EdgeCertificateFacts } from "./gateway/checkEdgeCertificates";
export { checkMappedApi, type MappedApiFacts } from "./gateway/checkMappedApi";
export { checkOrigin, type OriginFacts } from "./gateway/checkOrigin";
export { checkOwnership, type DomainCertificates } from "./gateway/checkOwnership";
export {
  checkServerCertificate,
  type ServerCertificateFacts,
} from "./gateway/checkServerCertificate";
export type { Rule } from "./rule";
export { ruleExamples, type RuleExample } from "./rules/ruleExamples";
export { pathTooLong } from "./truststore/pathTooLong";
export { readBundle, type Bundle } from "./truststore/readBundle";
export { Truststore, type CheckOptions, type DecideOptions } from "./truststore/truststore";
export { Certificate, CertificateError } from "./x509/certificate";
