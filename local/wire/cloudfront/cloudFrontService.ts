import { randomUUID } from "node:crypto";
import type { Account } from "../../account/account";
import type { Distribution } from "../../account/state";
import { distributionIn } from "../../aws/cloudfront/distributionLife";
import { cloudFrontError } from "../../aws/cloudfront/distributionRules";
import { notAnswered } from "../notAnswered";
import { pageOf, pageSize } from "../page";
import { refuseUnknown } from "../refuseUnknown";
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
      // The whole path: `distributionsByWebACLId/...` begins like it and is another call.
      const asked = /^\/2020-05-31\/distribution(?:\/([^/]+))?$/.exec(request.path);
      if (request.method !== "GET" || asked === null) {
        throw notAnswered("CloudFront", `${request.method} ${request.path}`, answered);
      }
      const [, id] = asked;
      const operation = id === undefined ? "ListDistributions" : "GetDistribution";
      const known = id === undefined ? ["Marker", "MaxItems"] : [];
      refuseUnknown({ service: "CloudFront", operation, answered }, request.query.keys(), known);
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
  const size = pageSize(query.get("MaxItems"), 1, 100);
  if (size === undefined) {
    const detail = `The parameter MaxItems is no whole number from 1 on: ${query.get("MaxItems") ?? ""}`;
    throw cloudFrontError("ListDistributions", 400, "InvalidArgument", detail);
  }
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
