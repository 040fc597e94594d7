import type { AccountView } from "../accountView";
import { accessLogLine, countBody } from "./accessLog";
import type { GatewayAnswer } from "./answers";
import type { AdmittedRequest } from "./apiRouter";
import type { BackendOutcome } from "./backendCalls";
import type { Place } from "./place";
import { requestContext } from "./requestContext";

/** What is learned about a request until its answer has ended. */
export interface RequestTrace {
  /** Resource path or route key; "" until one is found. */
  route: string;
  outcome: BackendOutcome;
  /** The error that API Gateway itself answered with. */
  error?: GatewayAnswer;
}

/** Writes a line for each request to a stage that has an access log, when the answer has ended. */
export class AccessLogs {
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly account: AccountView,
    /** Hears of a line that could not be written. */
    private readonly failed: (reason: string) => void,
  ) {}

  /** Follows the response; the trace may be filled until it ends. */
  follow(admitted: AdmittedRequest, place: Place): RequestTrace {
    const trace: RequestTrace = { route: "", outcome: {} };
    const { accessLog } = place.stage;
    if (accessLog === undefined) return trace;
    const { response } = admitted;
    const began = performance.now();
    const length = countBody(response);
    // Read now: a socket that has closed does not tell any more who was at its end.
    const context = requestContext(admitted, place, "", this.account.now());
    const routeName = place.kind === "HTTP" ? "routeKey" : "resourcePath";
    const written = new Promise<void>((resolve) => {
      response.once("close", () => {
        const latency = Math.round(performance.now() - began);
        const values = {
          ...context,
          [routeName]: trace.route,
          ...logOnly(trace, place),
          status: String(response.statusCode),
          responseLatency: String(latency),
          responseLength: String(length()),
        };
        try {
          this.account.writeLog(accessLog.destinationArn, accessLogLine(accessLog.format, values));
        } catch (error) {
          this.failed(`the access log cannot be written: ${String(error)}`);
        }
        resolve();
      });
    }).finally(() => this.pending.delete(written));
    this.pending.add(written);
    return trace;
  }

  /** Resolves when every line of a request that has been answered is written. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }
}

/** Variables that access logs have and mappings have not. */
function logOnly({ outcome, error }: RequestTrace, place: Place): Record<string, string> {
  const status = outcome.status === undefined ? {} : String(outcome.status);
  const latency = outcome.latency === undefined ? {} : String(outcome.latency);
  return {
    ...(typeof status === "string"
      ? { "integration.status": status, integrationStatus: status }
      : {}),
    ...(typeof latency === "string"
      ? { "integration.latency": latency, integrationLatency: latency }
      : {}),
    ...(outcome.error === undefined
      ? {}
      : {
          "integration.error": outcome.error,
          integrationErrorMessage: outcome.error,
        }),
    ...(error === undefined
      ? {}
      : {
          "error.message": error.message,
          "error.messageString": JSON.stringify(error.message),
          "error.responseType": error.responseType ?? "",
        }),
    ...(place.kind === "REST" && place.stage.webAcl !== undefined
      ? {
          webaclArn: place.stage.webAcl.arn,
          wafResponseCode: place.stage.webAcl.blocks ? "WAF_BLOCK" : "WAF_ALLOW",
        }
      : {}),
  };
}
