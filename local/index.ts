export type { LogEvent } from "./account/logStore";
export type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  HttpApiView,
  KeyedCertificate,
  OriginView,
  RestApiView,
} from "./dataPlane";
export { type DataPlane, type LogEntry, startDataPlane } from "./dataPlane";
export { LocalAwsError } from "./localAwsError";
export type { Intercept, ProviderCall } from "./provider/intercept";
export type { Value, Values } from "./provider/values";
export type { MadeResource, Resources } from "./resources";
export { type LocalAws, type LocalAwsOptions, startLocalAws } from "./startLocalAws";
