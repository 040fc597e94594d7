export type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  HttpApiView,
  KeyedCertificate,
  OriginView,
  PublicCa,
  RestApiView,
} from "./accountView";
export type { LogEntry } from "./logEntry";
export { startDataPlane, type DataPlane, type DataPlaneOptions } from "./dataPlane";
