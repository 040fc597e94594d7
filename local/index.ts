export type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  KeyedCertificate,
  OriginView,
  RestApiView,
} from "./dataPlane";
export type { DataPlane, LogEntry } from "./dataPlane";
export { LocalAwsError } from "./localAwsError";
export { type LocalAws, type LocalAwsOptions, startLocalAws } from "./startLocalAws";
