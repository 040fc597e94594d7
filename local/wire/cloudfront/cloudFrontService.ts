import { randomUUID } from "node:crypto";
import type { Account } from "../../account/account";
import type { Distribution } from "../../account/state";
import { distributionIn } from "../../aws/cloudfront/distributionLife";
import { notAnswered } from "../notAnswered";
import { pageOf, pageSize } from "../page";
import type { WireRequest, WireResponse, WireService } from "../wireRequest";
import { quantified, xml } from "../xml";
import { distributionElement, summaryElement } from "./answers";

const namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
const answered = ["GetDistribution", "ListDistributions"] as const;

/**
 * Amazon CloudFront, REST-XML protocol.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html
 */
export function cloudFrontService(account: Account): WireService {
  return {
    answer(request) {
      const [, id] = /^\/2020-05-31\/distribution(?:\/([^/]+))?$/.exec(request.path) ?? [];
      const isKnown = request.path.startsWith("/2020-05-31/distribution");
      if (request.method !== "GET" || !isKnown || request.path.split("/").length > 4) {
        throw notAnswered("CloudFront", `${request.method} ${request.path}`, answered);
      }
      return id === undefined
        ? list(Object.values(account.state.distributions), account.now(), request)
        : one(distributionIn(account.state, id, "GetDistribution"), account.now());
    },
    refuse({ status, code, message }) {
      const Error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
      return respond(status, {
        ErrorResponse: { "@xmlns": namespace, Error, RequestId: randomUUID() },
      });
    },
  };
}

function one(found: Distribution, now: Date): WireResponse {
  const Distribution = { "@xmlns": namespace, ...distributionElement(found, now) };
  return respond(200, { Distribution }, { etag: found.etag });
}

function list(all: readonly Distribution[], now: Date, { query }: WireRequest): WireResponse {
  const size = pageSize(query.get("MaxItems"), 100);
  const marker = query.get("Marker") ?? "";
  const { items, next } = pageOf(all, ({ id }) => id, marker, size);
  return respond(200, {
    DistributionList: {
      "@xmlns": namespace,
      Marker: marker,
      ...(next === undefined ? {} : { NextMarker: next }),
      MaxItems: size,
      IsTruncated: next !== undefined,
      ...quantified(
        "DistributionSummary",
        items.map((item) => summaryElement(item, now)),
      ),
    },
  });
}

function respond(
  status: number,
  root: Parameters<typeof xml>[0],
  headers: Record<string, string> = {},
): WireResponse {
  return { status, headers: { "content-type": "text/xml", ...headers }, body: xml(root) };
}
