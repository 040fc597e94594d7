import type { IncomingMessage, ServerResponse } from "node:http";
import type { AccountView, StageSettings } from "../accountView";
import type { LogEntry } from "../logEntry";
import type { FunctionProcesses } from "../lambda/functionProcesses";
import { LambdaIntegration } from "../lambda/lambdaIntegration";
import type { NewLogEntry } from "../requestLog";
import { bodyLimit } from "../tls/httpConnections";
import { AccessLogs, type RequestTrace } from "./accessLogs";
import {
  AnswerError,
  badRequest,
  blockedByWaf,
  internalServerError,
  missingAuthenticationToken,
  notFound,
  requestTooLarge,
  sendAnswer,
  tooManyRequests,
  type GatewayAnswer,
  type RequestIds,
} from "./answers";
import type { ApiRequest } from "./apiRequest";
import { BackendCalls } from "./backendCalls";
import type { Backends } from "./backends";
import { forwardableHeaderList, forwardableHeaders } from "./clientHeaders";
import type { PresentedCertificate } from "./clientCheck";
import type { GatewayState, GatewayStates } from "./gatewayState";
import { answerHttpApi } from "./httpApi/httpApiProxy";
import { Integrations } from "./integrations";
import { locate, type Place } from "./place";
import { requestContext } from "./requestContext";
import { Throttles } from "./throttles";

/** A request whose client was let in. */
export interface AdmittedRequest {
  state: GatewayState;
  /** Host header, normalised. */
  host: string;
  request: IncomingMessage;
  response: ServerResponse;
  ids: RequestIds;
  about: Partial<LogEntry>;
  certificate: PresentedCertificate | undefined;
}

/** From a host and a path to an API, its stage, its operation or route and the integration behind it. */
export class ApiRouter {
  private readonly calls: BackendCalls;
  private readonly lambda: LambdaIntegration;
  private readonly integrations: Integrations;
  private readonly throttles = new Throttles();
  readonly accessLogs: AccessLogs;

  constructor(
    private readonly account: AccountView,
    private readonly states: GatewayStates,
    backends: Backends,
    private readonly functions: FunctionProcesses,
    private readonly note: (entry: Omit<NewLogEntry, "listener">) => void,
  ) {
    this.calls = new BackendCalls(backends);
    this.lambda = new LambdaIntegration(account, functions);
    this.integrations = new Integrations(this.calls, this.lambda);
    this.accessLogs = new AccessLogs(account, (reason) => {
      this.note({ layer: "http", outcome: "failed", reason });
    });
  }

  /** Ends what runs another version of a function than the account has now. */
  refresh(): void {
    this.functions.keep(this.account.functions());
  }

  async close(): Promise<void> {
    this.calls.close();
    await this.functions.close();
  }

  /** Never rejects: whatever happens becomes an answer and a log entry. */
  async answer(admitted: AdmittedRequest): Promise<void> {
    const { response, ids, about, state, host } = admitted;
    let place: Place | undefined;
    let trace: RequestTrace | undefined;
    try {
      place = locate(state, host, pathOf(admitted.request));
      trace = this.accessLogs.follow(admitted, place);
      await this.pass(admitted, place, trace);
      this.note({ ...about, layer: "upstream", outcome: "served", status: response.statusCode });
    } catch (error) {
      const known = error instanceof AnswerError ? error : undefined;
      const answer: GatewayAnswer = known?.answer ?? internalServerError;
      if (trace) trace.error = answer;
      const reason = error instanceof Error ? error.message : String(error);
      const outcome = answer.status < 500 ? "refused" : "failed";
      const layer = answer.status < 500 ? "http" : "upstream";
      this.note({ ...about, layer, outcome, status: answer.status, reason });
      const isHttpApi = place?.kind === "HTTP" || answer === notFound;
      sendAnswer(response, answer, ids, isHttpApi ? "HTTP" : "REST");
    }
  }

  /** Follows a request that was refused at the domain: the stage that its path leads to logs it, certificate and all. */
  refused(admitted: AdmittedRequest, answer: GatewayAnswer): void {
    try {
      const place = locate(admitted.state, admitted.host, pathOf(admitted.request));
      this.accessLogs.follow(admitted, place).error = answer;
    } catch {
      // It leads nowhere: there is nobody to log it.
    }
  }

  private async pass(admitted: AdmittedRequest, place: Place, trace: RequestTrace): Promise<void> {
    if (place.kind === "REST") await this.passRest(admitted, place, trace);
    else await this.passHttp(admitted, place, trace);
  }

  private async passRest(
    admitted: AdmittedRequest,
    place: Extract<Place, { kind: "REST" }>,
    trace: RequestTrace,
  ): Promise<void> {
    const { request, response } = admitted;
    const { api, stage, path } = place;
    if (stage.webAcl?.blocks === true) {
      throw new AnswerError(blockedByWaf, `the web ACL ${stage.webAcl.arn} blocks by default`);
    }
    const method = request.method ?? "GET";
    const match = this.states.routesOf(api, stage).match(method, path);
    if (!match) {
      throw new AnswerError(
        missingAuthenticationToken,
        `no ${method} ${path} in API ${api.id}, stage ${stage.name}`,
      );
    }
    const { resourcePath } = match.operation;
    trace.route = resourcePath;
    this.throttle(api.id, stage, methodPaths(resourcePath, method));
    const apiRequest = await this.request(admitted, place, trace, match.pathParameters);
    await this.integrations.answer(match.operation, apiRequest, response, this.broken(admitted));
  }

  private async passHttp(
    admitted: AdmittedRequest,
    place: Extract<Place, { kind: "HTTP" }>,
    trace: RequestTrace,
  ): Promise<void> {
    const method = admitted.request.method ?? "GET";
    const match = this.states.httpRoutesOf(place.stage).match(method, place.path);
    if (!match) {
      const where = `API ${place.api.id}, stage ${place.stage.name}`;
      throw new AnswerError(notFound, `no route for ${method} ${place.path} in ${where}`);
    }
    trace.route = match.key;
    this.throttle(place.api.id, place.stage, [match.key]);
    const apiRequest = await this.request(admitted, place, trace, match.pathParameters);
    const { response } = admitted;
    if (match.integration.payloadFormat !== undefined) {
      await this.lambda.answerHttp(match, apiRequest, response);
    } else {
      await answerHttpApi(this.calls, match, apiRequest, response, this.broken(admitted));
    }
  }

  /** The limit of the method or route itself, else that of all. */
  private throttle(apiId: string, stage: StageSettings, keys: string[]): void {
    const own = keys.find((key) => stage.throttling?.[key] !== undefined);
    const key = own ?? "*";
    const limits = stage.throttling?.[key];
    if (limits === undefined) return;
    // All methods have the limit of the stage in common only by number: each has a bucket of its own.
    const bucket = `${apiId}/${stage.name}/${keys[0] ?? ""}`;
    if (this.throttles.admits(bucket, limits, this.account.now())) return;
    const limit = `${limits.rate} requests a second, ${limits.burst} at once`;
    throw new AnswerError(tooManyRequests, `over the limit of ${limit} (${key})`);
  }

  private async request(
    admitted: AdmittedRequest,
    place: Place,
    trace: RequestTrace,
    pathParameters: Record<string, string>,
  ): Promise<ApiRequest> {
    const { request } = admitted;
    const [, ...queryParts] = (request.url ?? "/").split("?");
    return {
      method: request.method ?? "GET",
      path: place.path,
      pathParameters,
      publicPath: place.basePath === undefined ? place.path : pathOf(request),
      region: place.api.region,
      query: new URLSearchParams(queryParts.join("?")),
      headers: forwardableHeaders(request.headers),
      headerList: forwardableHeaderList(request.rawHeaders, request.headers),
      body: await readBody(request),
      stageVariables: place.stage.variables,
      context: requestContext(admitted, place, trace.route, this.account.now()),
      ids: admitted.ids,
      apiId: place.api.id,
      sourceIp: request.socket.remoteAddress ?? "",
      outcome: trace.outcome,
    };
  }

  private broken({ about, response }: AdmittedRequest): (reason: string) => void {
    return (reason) => {
      const status = response.statusCode;
      this.note({ ...about, layer: "upstream", outcome: "failed", status, reason });
    };
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0] ?? "/";
}

/** The names under which a method's settings may be: `pets/GET`, and as the API writes it `~1pets/GET`. */
function methodPaths(resourcePath: string, method: string): string[] {
  const plain = resourcePath.replace(/^\//, "");
  return [`${plain}/${method}`, `${resourcePath.replaceAll("/", "~1")}/${method}`];
}

/** Collects the body. One that is too large is read to its end and forgotten, so that the client gets to read the answer. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = Number(request.headers["content-length"] ?? 0) > bodyLimit ? Infinity : 0;
    const refuse = () => {
      chunks.length = 0;
      reject(new AnswerError(requestTooLarge, "the request's body is over 10 MB"));
    };
    if (length > bodyLimit) refuse();
    request.on("data", (chunk: Buffer) => {
      if (length > bodyLimit) return;
      length += chunk.length;
      if (length > bodyLimit) refuse();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      resolve(Buffer.concat(chunks));
    });
    request.on("close", () => {
      reject(new AnswerError(badRequest, "the client went away before the request was complete"));
    });
  });
}
