import type { Account } from "../../account/account";
import { domainIn } from "../../aws/apigateway/domainStore";
import { gatewayError } from "../../aws/apigateway/restApiStore";
import { notAnswered } from "../notAnswered";
import { pageOf, pageSize } from "../page";
import { refuseUnknown } from "../refuseUnknown";
import type { WireRequest, WireResponse, WireService } from "../wireRequest";
import { domainAnswer, restApiAnswer } from "./answers";

const answered = ["GetDomainName", "GetDomainNames", "GetRestApi"] as const;

/** By what the path asks for. */
const operations: ReadonlyMap<string, (typeof answered)[number]> = new Map([
  ["domainnames", "GetDomainNames"],
  ["domainnames/id", "GetDomainName"],
  ["restapis/id", "GetRestApi"],
]);

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
  const operation = operations.get(`${collection}${id === undefined ? "" : "/id"}`);
  if (method !== "GET" || deeper.length > 0 || operation === undefined) {
    throw notAnswered("API Gateway", `${method} ${path}`, answered);
  }
  const known = operation === "GetDomainNames" ? ["limit", "position"] : [];
  refuseUnknown({ service: "API Gateway", operation, answered }, query.keys(), known);
  switch (operation) {
    case "GetDomainName":
      return domain(account, id ?? "", region);
    case "GetDomainNames":
      return domains(account, query, region);
    case "GetRestApi": {
      const api = account.state.restApis[id ?? ""];
      if (api?.region === region) return restApiAnswer(api);
      throw gatewayError(operation, "NotFoundException", "Invalid API identifier specified");
    }
  }
}

function domain(account: Account, name: string, region: string): object {
  const { state } = account;
  const found = domainIn(state, name, region, "GetDomainName");
  return domainAnswer(state, found, account.now());
}

function domains(account: Account, query: URLSearchParams, region: string): object {
  const size = pageSize(query.get("limit") ?? 25, 1, 500);
  if (size === undefined) {
    const detail = `Invalid limit: ${query.get("limit") ?? ""} is no whole number from 1 on`;
    throw gatewayError("GetDomainNames", "BadRequestException", detail);
  }
  const own = Object.values(account.state.domains).filter((each) => each.region === region);
  const { items, next } = pageOf(own, ({ name }) => name, query.get("position") ?? "", size);
  return {
    item: items.map((each) => domainAnswer(account.state, each, account.now())),
    ...(next === undefined ? {} : { position: next }),
  };
}

function json(status: number, body: unknown, more: Record<string, string> = {}): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...more },
    body: JSON.stringify(body),
  };
}
