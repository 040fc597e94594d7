import type { ServerResponse } from "node:http";
import { AnswerError, badRequest, internalServerError } from "./answers";
import type { ApiRequest } from "./apiRequest";
import { sendMapped, templateFor } from "./integrationResponse";
import type { Integration } from "./routes";
import { renderTemplate } from "./template";

/**
 * MOCK: the request template says which status the made-up backend has, the integration responses say what that means to the client.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function answerMock(
  integration: Integration,
  request: ApiRequest,
  response: ServerResponse,
): void {
  const template = templateFor(integration, request);
  if (!template) {
    throw new AnswerError(
      internalServerError,
      "the MOCK integration has no request template that gives a statusCode",
    );
  }
  const rendered = renderTemplate(template.text, request, request.body);
  sendMapped(integration, request, response, {
    status: statusIn(rendered),
    headers: {},
    body: Buffer.alloc(0),
  });
}

/** The `statusCode` in a rendered request template. API Gateway takes it as a number or as text, and JSON with loose quotes. */
function statusIn(rendered: string): number {
  const found = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(rendered);
  if (!found) {
    throw new AnswerError(
      badRequest,
      "the MOCK integration's request template gives no statusCode",
    );
  }
  return Number(found[1]);
}
