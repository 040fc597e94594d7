export type { AdditionalCaller } from "./additionalCaller";
export { ApiGatewayAccount, type ApiGatewayAccountArgs } from "./apiGatewayAccount";
export type { BehaviorSettings, CacheBehavior } from "./cacheBehavior";
export { CertificateAuthority, type CertificateAuthorityArgs } from "./certificateAuthority";
export { ClientCertificate, type ClientCertificateArgs } from "./clientCertificate";
export { httpClientHeaders, restClientHeaders } from "./clientHeaders";
export { EdgeCertificate, type EdgeCertificateArgs } from "./edgeCertificate";
export type { FailoverRegion } from "./failoverRegion";
export { GeoRestriction } from "./geoRestriction";
export { IpAddressType } from "./ipAddressType";
export { ClientKeyAlgorithm, KeyAlgorithm } from "./keyAlgorithm";
export type {
  CustomOriginSettings,
  MtlsOrigin,
  OriginMtlsSettings,
  OriginSettings,
} from "./mtlsOrigin";
export { MutualTlsDomain, type BasePathMapping, type MutualTlsDomainArgs } from "./mutualTlsDomain";
export { MutualTlsGateway, type MutualTlsGatewayArgs } from "./mutualTlsGateway";
export { OriginMtlsDistribution, type OriginMtlsDistributionArgs } from "./originMtlsDistribution";
export { PetStoreApi, type PetStoreApiArgs } from "./petStoreApi";
export { PetStoreHttpApi, type PetStoreHttpApiArgs } from "./petStoreHttpApi";
export { PriceClass } from "./priceClass";
export { RefusedInputsError, type RefusedInput } from "./refusedInputs";
export { ServerCertificate, type ServerCertificateArgs } from "./serverCertificate";
export { SigningAlgorithm } from "./signingAlgorithm";
export { StageProtection, type StageProtectionArgs } from "./stageProtection";
export { Truststore, type TruststoreArgs } from "./truststore";
