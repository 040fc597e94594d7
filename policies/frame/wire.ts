import type { PolicyConfigSchema } from "@pulumi/policy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type {
  AnalyzerInfo,
  AnalyzerResource,
  AnalyzeRequest,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";

import { analyzerInfoBytes } from "./analyzerInfo";
import { relevantResources } from "./relevantResources";

type Struct = NonNullable<ReturnType<AnalyzeRequest["getProperties"]>>;

/** One resource as the engine sends it: a request about it, or its place in a stack. */
export type WireResource = Pick<AnalyzeRequest | AnalyzerResource, "getUrn" | "getType"> & {
  getProperties(): Struct | undefined;
};

/** Level and properties by policy name. */
export type WireConfiguration = ReturnType<ConfigureAnalyzerRequest["getPolicyconfigMap"]>;

/** What is told of the engine's messages, before the SDK unpacks them. */
export interface WireListener {
  /** The configuration, which may be changed. Throws to refuse it. */
  configured(policies: WireConfiguration): void;
  /** A resource's inputs, with secrets still marked; `bytes` is the message. */
  resource(resource: WireResource, bytes: Buffer): void;
  /**
   * All resources of the stack with their outputs, secrets still marked; `bytes` is the message.
   *
   * @param end keeps the SDK from unpacking the resources for the stack policies that have not run yet
   */
  stack(resources: readonly WireResource[], bytes: Buffer, end: () => void): void;
  /** The schema of a policy's configuration, where the SDK was given the policy without it. */
  schemaOf(policy: string): PolicyConfigSchema | undefined;
  /** Whether any rule reads the properties of a type; the SDK does not unpack those of the others. */
  isRead(type: string): boolean;
  /** Whether any rule asks for resources of a type; the SDK is not given those that are not, and that nothing relevant is built from. */
  isRelevant(type: string): boolean;
}

/**
 * Listens to what the engine sends to the pack, before `new PolicyPack` starts to serve it. The SDK unpacks secrets
 * before a policy sees them, says nothing of names in the configuration that it does not know, and unpacks every
 * property of every resource for every policy: here all of it is still as it was sent (docs/adr/0011).
 *
 * @returns undoes it
 */
export function listen(listener: WireListener): () => void {
  const { configure, analyze, analyzeStack, getAnalyzerInfo } = AnalyzerService;
  const before = [configure, analyze, analyzeStack].map((method) => method.requestDeserialize);
  const writeInfo = getAnalyzerInfo.responseSerialize;
  getAnalyzerInfo.responseSerialize = (info: AnalyzerInfo) =>
    analyzerInfoBytes(info, (policy) => listener.schemaOf(policy));
  tap(configure, (request: ConfigureAnalyzerRequest) => {
    const given = request.getPolicyconfigMap();
    // Thrown from here the error would be one of the transport; from the SDK's own first call it is the pack's.
    request.getPolicyconfigMap = () => {
      listener.configured(given);
      return given;
    };
  });
  tap(analyze, (request: AnalyzeRequest, bytes) => {
    listener.resource(request, bytes);
    leaveOut(request, listener);
  });
  tap(analyzeStack, (request: AnalyzeStackRequest, bytes) => {
    const resources = request.getResourcesList();
    const relevant = relevantResources(resources, (type) => listener.isRelevant(type));
    listener.stack(resources, bytes, () => relevant.splice(0));
    for (const resource of relevant) leaveOut(resource, listener);
    request.getResourcesList = () => relevant;
  });
  return () => {
    getAnalyzerInfo.responseSerialize = writeInfo;
    [configure, analyze, analyzeStack].forEach((method, index) => {
      method.requestDeserialize = before[index] as never;
    });
  };
}

interface Method<Request> {
  requestDeserialize: (bytes: Buffer) => Request;
}

function tap<Request>(
  method: Method<Request>,
  look: (request: Request, bytes: Buffer) => void,
): void {
  const read = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = read(bytes);
    look(request, bytes);
    return request;
  };
}

/** What no rule reads is not there; what rules read is turned into an object once, and not for each of them. */
function leaveOut(resource: WireResource, listener: WireListener): void {
  const properties = resource.getProperties();
  if (properties === undefined) return;
  const unpack = properties.toJavaScript.bind(properties);
  let value = listener.isRead(resource.getType()) ? undefined : {};
  properties.toJavaScript = () => (value ??= unpack());
  resource.getProperties = () => properties;
}
