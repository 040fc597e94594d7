import type { IncomingHttpHeaders } from "node:http";
import type { RequestIds } from "./answers";
import type { ApiRequest } from "./apiRequest";
import type { AdmittedRequest } from "./apiRouter";
import type { BackendOutcome } from "./backendCalls";
import { forwardableHeaderList, forwardableHeaders } from "./clientHeaders";
import type { Place } from "./place";
import { requestContext } from "./requestContext";
import type { RequestTrace } from "./accessLogs";

/** A request for which an operation or route was found. What few integrations ask for is made when it is asked for. */
export class RoutedRequest implements ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly publicPath: string;
  readonly region: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly stageVariables: Record<string, string>;
  readonly ids: RequestIds;
  readonly apiId: string;
  readonly sourceIp: string;
  readonly outcome: BackendOutcome;
  private made: { context?: Record<string, string>; list?: [string, string][] } = {};

  constructor(
    private readonly admitted: AdmittedRequest,
    private readonly place: Place,
    private readonly trace: RequestTrace,
    readonly pathParameters: Record<string, string>,
    readonly body: Buffer,
    private readonly at: Date,
  ) {
    const { request, ids } = admitted;
    const [path = "/", ...queryParts] = (request.url ?? "/").split("?");
    this.method = request.method ?? "GET";
    this.path = place.path;
    this.publicPath = place.basePath === undefined ? place.path : path;
    this.region = place.api.region;
    this.rawQuery = queryParts.join("?");
    this.query = new URLSearchParams(this.rawQuery);
    this.headers = forwardableHeaders(request.headers);
    this.stageVariables = place.stage.variables;
    this.ids = ids;
    this.apiId = place.api.id;
    this.sourceIp = request.socket.remoteAddress ?? "";
    this.outcome = trace.outcome;
  }

  get context(): Record<string, string> {
    const { admitted, place, trace, at } = this;
    this.made.context ??= requestContext(admitted, place, trace.route, at);
    return this.made.context;
  }

  get headerList(): [name: string, value: string][] {
    const { rawHeaders } = this.admitted.request;
    this.made.list ??= forwardableHeaderList(rawHeaders, this.headers);
    return this.made.list;
  }
}
