import type { IncomingHttpHeaders } from "node:http";
import type { RequestIds } from "./answers";
import type { BackendOutcome } from "./backendCalls";

/** A request that has passed every gate, as integrations and their mappings see it. */
export interface ApiRequest {
  method: string;
  /** Path below the stage or base path mapping, still encoded. */
  path: string;
  pathParameters: Record<string, string>;
  /** Path that the client asked for, without the stage of an execute-api host. */
  publicPath: string;
  region: string;
  query: URLSearchParams;
  /** The query as the client sent it, without its `?`. */
  rawQuery: string;
  /** Without hop-by-hop headers and without headers that claim a certificate. */
  headers: IncomingHttpHeaders;
  /** The same as the client wrote them: every value, in its order. */
  headerList: [name: string, value: string][];
  body: Buffer;
  stageVariables: Record<string, string>;
  /** What `$context` and `context.` mean, by dotted name. */
  context: Record<string, string>;
  ids: RequestIds;
  apiId: string;
  sourceIp: string;
  /** What becomes of the call to the backend is written here. */
  outcome: BackendOutcome;
}
