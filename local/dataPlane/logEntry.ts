import type { RuleId } from "@mtls-gateway/pki";

/** One request or refusal that the data plane saw: what API Gateway's execution log or CloudFront's access log would say. */
export interface LogEntry {
  /** By the account's clock, ISO 8601. */
  at: string;
  /** Who speaks: the gateway's listener, or the edge's. */
  listener: "gateway" | "edge";
  /** Where it was decided: in the handshake, by the listener itself, or by what stands behind it (integration, origin). */
  layer: "tls" | "http" | "upstream";
  /** `served` reached a route; `refused` was turned away by a decision; `failed` broke. */
  outcome: "served" | "refused" | "failed";
  /** Name the client asked for by SNI; "" without SNI. */
  serverName: string;
  /** Host header without port; "" when no request was read. */
  host: string;
  method: string;
  /** Path with query; "" when no request was read. */
  path: string;
  /** HTTP status of the answer; 0 when there was no HTTP answer. */
  status: number;
  /** Why it was refused or failed; "" when served. For client certificates, in the words of API Gateway's REST execution log. */
  reason: string;
  /** Rules of the catalogue behind a refused client certificate; empty otherwise. */
  rules: RuleId[];
  /** SHA-256 of the client certificate's DER, lower-case hex; "" without one. */
  clientFingerprint: string;
  /** `x-amzn-RequestId` or `X-Amz-Cf-Id` of the answer; "" without one. */
  requestId: string;
}
