import type { IncomingMessage, ServerResponse } from "node:http";
import type { AccountView, RestApiView, StageView } from "../accountView";
import type { LogEntry } from "../logEntry";
import type { NewLogEntry } from "../requestLog";
import {
  AnswerError,
  badRequest,
  forbidden,
  internalServerError,
  missingAuthenticationToken,
  requestTooLarge,
  sendAnswer,
  type GatewayAnswer,
  type RequestIds,
} from "./answers";
import type { ApiRequest } from "./apiRequest";
import type { Backends } from "./backends";
import { forwardableHeaders } from "./clientHeaders";
import type { PresentedCertificate } from "./clientCheck";
import { mappingFor, type GatewayState, type GatewayStates } from "./gatewayState";
import { bodyLimit } from "../tls/httpConnections";
import { Integrations } from "./integrations";

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

/** From a host and a path to an API, its stage, its operation and the integration behind it. */
export class ApiRouter {
  private readonly integrations: Integrations;

  constructor(
    private readonly account: AccountView,
    private readonly states: GatewayStates,
    backends: Backends,
    private readonly note: (entry: Omit<NewLogEntry, "listener">) => void,
  ) {
    this.integrations = new Integrations(backends);
  }

  close(): void {
    this.integrations.close();
  }

  /** Never rejects: whatever happens becomes an answer and a log entry. */
  async answer(admitted: AdmittedRequest): Promise<void> {
    const { response, ids, about } = admitted;
    try {
      await this.route(admitted);
      this.note({ ...about, layer: "upstream", outcome: "served", status: response.statusCode });
    } catch (error) {
      const known = error instanceof AnswerError ? error : undefined;
      const answer: GatewayAnswer = known?.answer ?? internalServerError;
      const reason = error instanceof Error ? error.message : String(error);
      const outcome = answer.status < 500 ? "refused" : "failed";
      const layer = answer.status < 500 ? "http" : "upstream";
      this.note({ ...about, layer, outcome, status: answer.status, reason });
      sendAnswer(response, answer, ids);
    }
  }

  private async route(admitted: AdmittedRequest): Promise<void> {
    const { request, response } = admitted;
    const [rawPath = "/", ...queryParts] = (request.url ?? "/").split("?");
    const place = locate(admitted, rawPath);
    const routes = this.states.routesOf(place.api, place.stage);
    const match = routes.match(request.method ?? "GET", place.path);
    if (!match) {
      throw new AnswerError(
        missingAuthenticationToken,
        `no ${request.method ?? ""} ${place.path} in API ${place.api.id}, stage ${place.stage.name}`,
      );
    }
    const apiRequest: ApiRequest = {
      method: request.method ?? "GET",
      path: place.path,
      pathParameters: match.pathParameters,
      query: new URLSearchParams(queryParts.join("?")),
      headers: forwardableHeaders(request.headers),
      body: await readBody(request),
      stageVariables: place.stage.variables,
      context: this.context(admitted, place, match.operation.resourcePath, rawPath),
      ids: admitted.ids,
      apiId: place.api.id,
      sourceIp: request.socket.remoteAddress ?? "",
    };
    await this.integrations.answer(match.operation, apiRequest, response, (reason) => {
      const status = response.statusCode;
      this.note({ ...admitted.about, layer: "upstream", outcome: "failed", status, reason });
    });
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference */
  private context(
    admitted: AdmittedRequest,
    place: Place,
    resourcePath: string,
    rawPath: string,
  ): Record<string, string> {
    const { request, ids, host, certificate } = admitted;
    return {
      // A certificate counts only where the domain has judged it.
      ...(admitted.state.domain(host)?.check ? certificate?.contextFields : {}),
      accountId: "123456789012",
      apiId: place.api.id,
      domainName: host,
      extendedRequestId: ids.extendedRequestId,
      httpMethod: request.method ?? "",
      "identity.sourceIp": request.socket.remoteAddress ?? "",
      "identity.userAgent": request.headers["user-agent"] ?? "",
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: ids.requestId,
      requestTimeEpoch: String(this.account.now().getTime()),
      resourcePath,
      stage: place.stage.name,
      xrayTraceId: ids.traceId,
    };
  }
}

interface Place {
  api: RestApiView;
  stage: StageView;
  /** Path within the API. */
  path: string;
}

/** The API and stage for a host and path; everything that leads nowhere is `Forbidden`, as on AWS. */
function locate({ state, host }: AdmittedRequest, path: string): Place {
  const domain = state.domain(host);
  if (domain) {
    const found = mappingFor(domain.view.mappings, path);
    if (!found) throw new AnswerError(forbidden, `no base path mapping of ${host} fits ${path}`);
    return place(state.api(found.mapping.restApiId), found.mapping.stage, found.rest);
  }
  const api = state.executeApi(host);
  if (!api)
    throw new AnswerError(
      forbidden,
      `no API or custom domain of this account is named ${JSON.stringify(host)}`,
    );
  if (!api.executeApiEnabled) {
    throw new AnswerError(
      forbidden,
      `API ${api.id} has no public execute-api endpoint: it is disabled, or the API is PRIVATE`,
    );
  }
  const [, stage = "", rest = ""] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  return place(api, stage, rest || "/");
}

function place(api: RestApiView | undefined, stageName: string, path: string): Place {
  const stage = api?.stages.find(({ name }) => name === stageName);
  if (!api || !stage)
    throw new AnswerError(forbidden, `no stage ${JSON.stringify(stageName)} is deployed`);
  return { api, stage, path };
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
