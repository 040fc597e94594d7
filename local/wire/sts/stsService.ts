import { randomUUID } from "node:crypto";
import { accountId } from "../../account/account";
import { notAnswered } from "../notAnswered";
import type { WireService } from "../wireRequest";
import { xml } from "../xml";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
const headers = { "content-type": "text/xml" };

/**
 * AWS STS, query protocol: GetCallerIdentity.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function stsService(): WireService {
  return {
    answer({ body, query }) {
      const action = new URLSearchParams(body).get("Action") ?? query.get("Action") ?? "";
      if (action !== "GetCallerIdentity") throw notAnswered("STS", action, ["GetCallerIdentity"]);
      const GetCallerIdentityResult = {
        Arn: `arn:aws:iam::${accountId}:user/local`,
        UserId: "AIDALOCALAWSDUMMYUSER",
        Account: accountId,
      };
      return {
        status: 200,
        headers,
        body: xml({
          GetCallerIdentityResponse: {
            "@xmlns": namespace,
            GetCallerIdentityResult,
            ResponseMetadata: { RequestId: randomUUID() },
          },
        }),
      };
    },
    refuse({ status, code, message }) {
      const Error = { Type: "Sender", Code: code, Message: message };
      const ErrorResponse = { "@xmlns": namespace, Error, RequestId: randomUUID() };
      return { status, headers, body: xml({ ErrorResponse }) };
    },
  };
}
