import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { AccountView, FunctionView } from "../accountView";
import {
  AnswerError,
  type GatewayAnswer,
  integrationTimeout,
  internalServerError,
  lambdaFailed,
  requestTooLong,
  serviceUnavailable,
  httpApiError,
} from "../gateway/answers";
import type { ApiRequest } from "../gateway/apiRequest";
import { endToEndHeaders } from "../gateway/clientHeaders";
import type { HttpRouteMatch } from "../gateway/httpApi/httpRoutes";
import { integrationTimeoutLimit } from "../gateway/httpIntegration";
import { fillUri } from "../gateway/parameterMapping";
import type { Integration } from "../gateway/routes";
import { isBinaryAnswer, isBinaryRequest, isTextType } from "./binaryMedia";
import { letsGatewayCall } from "./functionPolicy";
import type { FunctionProcesses } from "./functionProcesses";
import { answerOne, answerTwo, MalformedAnswer, type ProxyAnswer } from "./proxyAnswer";
import { httpEventOne, restEvent } from "./proxyEvent";
import { httpEventTwo } from "./proxyEventTwo";

/** Largest event, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const eventLimit = 6 * 1024 * 1024;

/** What API Gateway answers where a function does not. */
interface Failures {
  /** Lambda refused the call. */
  refused: GatewayAnswer;
  /** The function failed, or answered what cannot be passed on. */
  failed: GatewayAnswer;
  late: GatewayAnswer;
}

const restFailures: Failures = {
  refused: internalServerError,
  failed: lambdaFailed,
  late: integrationTimeout,
};
const httpFailures: Failures = {
  refused: httpApiError,
  failed: httpApiError,
  late: serviceUnavailable,
};

/** AWS_PROXY integrations: the calls from API Gateway to functions. */
export class LambdaIntegration {
  constructor(
    private readonly account: AccountView,
    private readonly processes: FunctionProcesses,
  ) {}

  /** Answers a request to a REST API. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html */
  async answerRest(
    integration: Integration,
    binaryTypes: readonly string[],
    request: ApiRequest,
    response: ServerResponse,
  ): Promise<void> {
    const uri = fillUri(integration.uri ?? "", {}, request.stageVariables);
    if (integration.httpMethod?.toUpperCase() !== "POST") {
      const method = integration.httpMethod ?? "none";
      throw new AnswerError(
        internalServerError,
        `the integration's HTTP method is ${method}, and Lambda is called by POST alone`,
      );
    }
    const event = restEvent(request, isBinaryRequest(binaryTypes, request));
    const timeout = integration.timeoutInMillis ?? integrationTimeoutLimit;
    const payload = await this.call(uri, request, event, timeout, restFailures);
    const answer = understood(answerOne, payload, request, restFailures);
    const decode = answer.isBase64Encoded && isBinaryAnswer(binaryTypes, request);
    send(request, response, answer, decode ? "base64" : "utf8", {
      ...remapped(answer.headers),
      "x-amzn-RequestId": request.ids.requestId,
      "x-amz-apigw-id": request.ids.extendedRequestId,
      "X-Amzn-Trace-Id": request.ids.traceId,
    });
  }

  /** Answers a request to an HTTP API. */
  async answerHttp(
    { integration }: HttpRouteMatch,
    request: ApiRequest,
    response: ServerResponse,
  ): Promise<void> {
    const two = integration.payloadFormat === "2.0";
    const uri = fillUri(integration.uri, {}, request.stageVariables);
    const binary = !isTextType(request.headers["content-type"]);
    const event = (two ? httpEventTwo : httpEventOne)(request, binary);
    const payload = await this.call(uri, request, event, integration.timeout, httpFailures);
    const answer = understood(two ? answerTwo : answerOne, payload, request, httpFailures);
    send(request, response, answer, answer.isBase64Encoded ? "base64" : "utf8", {
      ...lowerCased(answer.headers),
      "Apigw-Requestid": request.ids.extendedRequestId,
    });
  }

  private async call(
    uri: string,
    request: ApiRequest,
    event: object,
    timeout: number,
    failures: Failures,
  ): Promise<string> {
    const { outcome } = request;
    const fail = (answer: GatewayAnswer, reason: string): AnswerError => {
      outcome.error = reason;
      return new AnswerError(answer, reason);
    };
    const view = this.find(uri);
    if (view === undefined) {
      throw fail(failures.refused, `there is no function at ${uri || "an empty URI"}`);
    }
    const source = sourceArn(request);
    if (!letsGatewayCall(view, source)) {
      const why =
        "Execution failed due to configuration error: Invalid permissions on Lambda function";
      throw fail(failures.refused, `${why} (${view.name} has no permission for ${source})`);
    }
    if (Buffer.byteLength(JSON.stringify(event)) > eventLimit) {
      throw fail(requestTooLong, `the event for ${view.name} is over ${eventLimit} bytes`);
    }
    const began = performance.now();
    const called = this.processes.invoke(view, event, request.ids.traceId);
    const result = await within(called, timeout);
    outcome.latency = Math.round(performance.now() - began);
    if (result === undefined) {
      throw fail(failures.late, `${view.name} did not answer in ${timeout} ms`);
    }
    // Lambda itself answers 200, and says in a header that the function has failed.
    outcome.status = 200;
    if (result.kind === "answer") return result.payload;
    const { errorType, errorMessage } = result.error;
    const why = `Lambda execution failed with status 200 due to customer function error: ${errorMessage}`;
    throw fail(failures.failed, `${why} (${view.name}: ${errorType})`);
  }

  private find(uri: string): FunctionView | undefined {
    const [, arn] =
      /(arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+)(?::\$LATEST)?(?:\/invocations)?$/.exec(
        uri,
      ) ?? [];
    return arn === undefined ? undefined : this.account.functions().find((one) => one.arn === arn);
  }
}

/**
 * Who calls, as a function's policy may ask: an HTTP API by its route (`GET/things/{id}`), as the permissions show that aws-cdk gives.
 * [assumed] A REST API by the path of the request, not the resource's with its `{parameters}`.
 */
function sourceArn({ region, context, method, path, apiId }: ApiRequest): string {
  const { accountId = "", stage = "", routeKey } = context;
  const api = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}`;
  if (routeKey === "$default") return `${api}/$default`;
  return `${api}/${method}${routeKey?.split(" ")[1] ?? path}`;
}

function understood(
  read: (payload: string) => ProxyAnswer,
  payload: string,
  { outcome }: ApiRequest,
  { failed }: Failures,
): ProxyAnswer {
  try {
    return read(payload);
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    outcome.error = `Execution failed due to configuration error: ${error.message}`;
    throw new AnswerError(failed, outcome.error);
  }
}

function send(
  request: ApiRequest,
  response: ServerResponse,
  { status, headers, body }: ProxyAnswer,
  encoding: "base64" | "utf8",
  outgoing: OutgoingHttpHeaders,
): void {
  const bytes = Buffer.from(body, encoding);
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  // [observed] What an API says of a body whose function does not say it.
  const type =
    request.context.routeKey === undefined ? "application/json" : "text/plain;charset=UTF-8";
  response.writeHead(status, {
    ...(typed ? {} : { "Content-Type": type }),
    ...outgoing,
    "Content-Length": bytes.length,
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Headers that a REST API gives another name: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const renamed = new Set(["date", "server", "www-authenticate"]);

function remapped(headers: Record<string, string[]>): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(endToEnd(headers)).map(([name, values]) => [
      renamed.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
      values,
    ]),
  );
}

function lowerCased(headers: Record<string, string[]>): OutgoingHttpHeaders {
  const entries = Object.entries(endToEnd(headers));
  return Object.fromEntries(entries.map(([name, values]) => [name.toLowerCase(), values]));
}

/** Without what concerns the connection, and without a length: it is the body's own. */
function endToEnd(headers: Record<string, string[]>): Record<string, string[]> {
  const names = Object.keys(headers).map((name) => [name.toLowerCase(), ""]);
  const kept = endToEndHeaders(Object.fromEntries(names) as Record<string, string>);
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name.toLowerCase() in kept && name.toLowerCase() !== "content-length",
    ),
  );
}

function within<T>(task: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, milliseconds);
  });
  return Promise.race([task, late]).finally(() => {
    clearTimeout(timer);
  });
}
