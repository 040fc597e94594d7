export type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  FunctionView,
  HttpApiView,
  HttpIntegrationView,
  KeyedCertificate,
  OriginView,
  PublicCa,
  RestApiView,
} from "./accountView";
export type { LogEntry } from "./logEntry";
export { startDataPlane, type DataPlane, type DataPlaneOptions } from "./dataPlane";
