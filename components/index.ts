export { CertificateAuthority, type CertificateAuthorityArgs } from "./certificateAuthority";
export { ClientCertificate, type ClientCertificateArgs } from "./clientCertificate";
export { EdgeCertificate, type EdgeCertificateArgs } from "./edgeCertificate";
export { IpAddressType } from "./ipAddressType";
export { ClientKeyAlgorithm, KeyAlgorithm } from "./keyAlgorithm";
export { MutualTlsDomain, type BasePathMapping, type MutualTlsDomainArgs } from "./mutualTlsDomain";
export { MutualTlsGateway, type MutualTlsGatewayArgs } from "./mutualTlsGateway";
export {
  OriginMtlsDistribution,
  PriceClass,
  type OriginMtlsDistributionArgs,
} from "./originMtlsDistribution";
export { PetStoreApi, type PetStoreApiArgs } from "./petStoreApi";
export { RefusedInputsError, type RefusedInput } from "./refusedInputs";
export { ServerCertificate, type ServerCertificateArgs } from "./serverCertificate";
export { Truststore, type TruststoreArgs } from "./truststore";
