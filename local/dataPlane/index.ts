export type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  KeyedCertificate,
  OriginView,
  PublicCa,
  RestApiView,
} from "./accountView";
export type { LogEntry } from "./logEntry";
export { startDataPlane, type DataPlane, type DataPlaneOptions } from "./dataPlane";
