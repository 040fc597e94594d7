export { rules, type RuleId } from "./catalogue";
export {
  checkClient,
  examineClient,
  type CheckClientOptions,
  type ClientExamination,
  type ClientInput,
  type Profile,
} from "./client/checkClient";
export { checkPlannedClient, type PlannedClientFacts } from "./client/checkPlannedClient";
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
export {
  checkCacheBehavior,
  type CacheBehaviorFacts,
  type ViewerCredential,
} from "./gateway/checkCacheBehavior";
export {
  deniesOverTls,
  isPublic as isPublicStatement,
  readBucketPolicy,
  type PolicyCondition,
  type PolicyStatement,
} from "./gateway/bucketPolicy";
export {
  checkBucketPrivacy,
  publicAccessSettings,
  type BucketPrivacyFacts,
  type CannedAcl,
  type PublicAccessSetting,
} from "./gateway/checkBucketPrivacy";
export { checkBucketTransport, type BucketTransportFacts } from "./gateway/checkBucketTransport";
export { checkBucketVersioning, type BucketVersioningFacts } from "./gateway/checkBucketVersioning";
export { checkDomain, type DomainFacts } from "./gateway/checkDomain";
export { checkEdgeCertificates, type EdgeCertificateFacts } from "./gateway/checkEdgeCertificates";
export { checkMappedApi, type MappedApiFacts } from "./gateway/checkMappedApi";
export { checkOrigin, type OriginFacts } from "./gateway/checkOrigin";
export { checkOriginFeatures, type OriginFeatureFacts } from "./gateway/checkOriginFeatures";
export { checkOwnership, type DomainCertificates } from "./gateway/checkOwnership";
export { checkReplacement, type ReplacementFacts } from "./gateway/checkReplacement";
export { checkSecondDoor, type SecondDoorFacts } from "./gateway/checkSecondDoor";
export {
  checkAuthorityKey,
  checkPlainKey,
  type AuthorityKeyFacts,
  type PlainKeyFacts,
} from "./gateway/checkSecrets";
export {
  checkServerCertificate,
  type ServerCertificateFacts,
} from "./gateway/checkServerCertificate";
export { checkStageLog, type StageLogFacts } from "./gateway/checkStageLog";
export { checkTruststoreSource, type TruststoreSourceFacts } from "./gateway/checkTruststoreSource";
export {
  checkTrustedCallers,
  otherAuthorities,
  otherCallersOf,
  type NamedCaller,
  type OtherAuthority,
  type TrustedCallersFacts,
} from "./gateway/checkTrustedCallers";
export type { Rule } from "./rule";
export { ruleExamples, type RuleExample } from "./rules/ruleExamples";
export { checkObjectKey } from "./truststore/checkObjectKey";
export { checkPlanned, type PlannedVerdict } from "./truststore/checkPlanned";
export { pathTooLong } from "./truststore/pathTooLong";
export type {
  PlannedCertificate,
  PlannedKey,
  PlannedTruststore,
} from "./truststore/plannedCertificate";
export { readBundle, type Bundle } from "./truststore/readBundle";
export { Truststore, type CheckOptions, type DecideOptions } from "./truststore/truststore";
export type { KeyKind } from "./x509/algorithms";
export { Certificate, CertificateError } from "./x509/certificate";
export { keyUsages } from "./x509/extensions";
export { isPubliclyTrusted } from "./x509/publicTrust";
