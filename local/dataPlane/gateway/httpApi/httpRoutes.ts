import type { HttpIntegrationView, HttpRouteView } from "../../accountView";

/** A route that was found, with the values of its path parameters (decoded). */
export interface HttpRouteMatch {
  key: string;
  integration: HttpIntegrationView;
  pathParameters: Record<string, string>;
}

interface Candidate {
  view: HttpRouteView;
  method: string;
  segments: string[];
}

/**
 * The routes of an HTTP API's stage: the most specific one that fits path and method, at last `$default`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export class HttpRoutes {
  private readonly candidates: Candidate[];
  private readonly otherwise: HttpRouteView | undefined;

  constructor(routes: HttpRouteView[]) {
    this.otherwise = routes.find(({ key }) => key === "$default");
    this.candidates = routes
      .filter(({ key }) => key !== "$default")
      .map((view) => {
        const [method = "", path = ""] = view.key.split(" ");
        return { view, method, segments: path.split("/").slice(1) };
      })
      .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** Undefined: 404 `Not Found`. */
  match(method: string, path: string): HttpRouteMatch | undefined {
    const asked = path.split("/").slice(1).map(decoded);
    for (const { view, method: own, segments } of this.candidates) {
      if (own !== "ANY" && own !== method) continue;
      const pathParameters = fit(segments, asked);
      if (pathParameters) return { key: view.key, integration: view.integration, pathParameters };
    }
    if (!this.otherwise) return undefined;
    const { key, integration } = this.otherwise;
    return { key, integration, pathParameters: {} };
  }
}

/** Sorts a literal segment before `{name}` before `{name+}`, and a method before ANY: the smaller text is the more specific route. */
function rank({ method, segments }: Candidate): string {
  const kinds = segments.map((segment) =>
    segment.endsWith("+}") ? "2" : segment.startsWith("{") ? "1" : "0",
  );
  return `${kinds.join("")}${method === "ANY" ? "9" : "8"}`;
}

/** The values of the route's parameters; undefined when the path does not fit. */
function fit(segments: string[], asked: string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const own = asked[index];
    if (own === undefined) return undefined;
    const [matches, name = "", greedy] = /^\{(.+?)(\+?)\}$/.exec(segment) ?? [];
    if (matches === undefined) {
      if (segment !== own) return undefined;
    } else if (greedy === "+") {
      return { ...values, [name]: asked.slice(index).join("/") };
    } else if (own === "") {
      return undefined;
    } else {
      values[name] = own;
    }
  }
  return segments.length === asked.length ? values : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
