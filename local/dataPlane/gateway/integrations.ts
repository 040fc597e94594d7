import type { ServerResponse } from "node:http";
import { AnswerError, notEmulated } from "./answers";
import type { ApiRequest } from "./apiRequest";
import type { BackendCalls } from "./backendCalls";
import type { LambdaIntegration } from "../lambda/lambdaIntegration";
import { HttpIntegrations } from "./httpIntegration";
import { answerMock } from "./mockIntegration";
import type { Operation } from "./routes";

/** What stands behind the operations of an API. */
export class Integrations {
  private readonly http: HttpIntegrations;

  constructor(
    calls: BackendCalls,
    private readonly lambda: LambdaIntegration,
  ) {
    this.http = new HttpIntegrations(calls);
  }

  /**
   * Answers through the operation's integration. What the local AWS does not emulate is an `AnswerError` that names it.
   * `broken` hears of an answer that breaks off after it began.
   */
  async answer(
    operation: Operation,
    request: ApiRequest,
    response: ServerResponse,
    broken: (reason: string) => void,
  ): Promise<void> {
    const { integration } = operation;
    const [missing] = operation.notEmulated;
    if (missing !== undefined) throw refusal(missing);
    if (!integration) throw refusal(`an operation without x-amazon-apigateway-integration`);
    const type = integration.type?.toLowerCase();
    if (type === "mock") answerMock(integration, request, response);
    else if (type === "http") await this.http.answerHttp(integration, request, response);
    else if (type === "http_proxy") {
      await this.http.answerProxy({ ...integration, type }, request, response, broken);
    } else if (type === "aws_proxy") {
      await this.lambda.answerRest(integration, operation.binaryTypes, request, response);
    } else {
      throw refusal(`integrations of type ${JSON.stringify(integration.type ?? "")}`);
    }
  }
}

function refusal(what: string): AnswerError {
  return new AnswerError(notEmulated(what), `the local AWS does not emulate ${what}`);
}
