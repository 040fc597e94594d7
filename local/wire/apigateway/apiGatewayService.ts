import type { Account } from "../../account/account";
import { AwsError } from "../../provider/awsError";
import { notAnswered } from "../notAnswered";
import { pageOf, pageSize } from "../page";
import type { WireRequest, WireResponse, WireService } from "../wireRequest";
import { domainAnswer, restApiAnswer } from "./answers";

const answered = ["GetDomainName", "GetDomainNames", "GetRestApi"] as const;

/**
 * API Gateway's control plane (v1), REST-JSON protocol. GetDomainName has the `truststoreWarnings` that
 * @pulumi/aws drops.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html
 */
export function apiGatewayService(account: Account): WireService {
  return {
    answer: (request) => json(200, answer(account, request)),
    refuse: ({ status, code, message }) => json(status, { message }, { "x-amzn-errortype": code }),
  };
}

function answer(account: Account, { method, path, query, region }: WireRequest): unknown {
  const [collection = "", id, ...deeper] = path.split("/").slice(1).map(decodeURIComponent);
  if (method !== "GET" || deeper.length > 0) {
    throw notAnswered("API Gateway", `${method} ${path}`, answered);
  }
  if (collection === "domainnames" && id !== undefined) {
    const domain = account.state.domains[`${region}/${id}`];
    if (domain === undefined)
      throw notFound("GetDomainName", "Invalid domain name identifier specified");
    return domainAnswer(account.state, domain, account.now());
  }
  if (collection === "domainnames") {
    const domains = Object.values(account.state.domains).filter((each) => each.region === region);
    const size = pageSize(query.get("limit") ?? 25, 500);
    const { items, next } = pageOf(domains, ({ name }) => name, query.get("position") ?? "", size);
    return {
      item: items.map((domain) => domainAnswer(account.state, domain, account.now())),
      ...(next === undefined ? {} : { position: next }),
    };
  }
  if (collection === "restapis" && id !== undefined) {
    const api = account.state.restApis[id];
    if (api?.region !== region) throw notFound("GetRestApi", "Invalid API identifier specified");
    return restApiAnswer(api);
  }
  throw notAnswered("API Gateway", `${method} ${path}`, answered);
}

function notFound(operation: string, detail: string): AwsError {
  return new AwsError("API Gateway", operation, 404, "NotFoundException", detail);
}

function json(status: number, body: unknown, more: Record<string, string> = {}): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...more },
    body: JSON.stringify(body),
  };
}
