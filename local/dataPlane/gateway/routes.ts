/** One operation of an OpenAPI document as API Gateway imports it. */
export interface Operation {
  /** Path of the resource in the document, `/pets/{petId}`. */
  resourcePath: string;
  /** The `x-amazon-apigateway-integration` object; undefined when the operation has none. */
  integration: Integration | undefined;
  /** The API's binary media types. */
  binaryTypes: string[];
  /** Things on the operation that the data plane does not emulate, by name; it is never served while there are any. */
  notEmulated: string[];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
export interface Integration {
  type?: string;
  uri?: string;
  httpMethod?: string;
  passthroughBehavior?: string;
  timeoutInMillis?: number;
  requestParameters?: Record<string, string>;
  requestTemplates?: Record<string, string>;
  responses?: Record<string, IntegrationResponse>;
}

export interface IntegrationResponse {
  statusCode: string | number;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
}

/** A route that was found, with the values of its path parameters (decoded). */
export interface RouteMatch {
  operation: Operation;
  pathParameters: Record<string, string>;
}

interface Resource {
  path: string;
  literal: Map<string, Resource>;
  parameter?: { name: string; resource: Resource };
  greedy?: { name: string; resource: Resource };
  methods: Map<string, Operation>;
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);
const validator = "x-amazon-apigateway-request-validator";
const anyMethod = "x-amazon-apigateway-any-method";

/** Extensions that change who gets in or what an error looks like. An API that has one is refused, not served without it. */
const notEmulatedExtensions = {
  "x-amazon-apigateway-policy": "resource policies",
  "x-amazon-apigateway-request-validator": "request validation",
  "x-amazon-apigateway-gateway-responses": "customised gateway responses",
};

/** The resources and methods of one deployed OpenAPI document (Swagger 2.0 or OpenAPI 3): what a stage routes by. */
export class Routes {
  private readonly root: Resource = newResource("/");

  private constructor(private readonly documentWide: string[]) {}

  static of(definition: object): Routes {
    const document = definition as Record<string, unknown>;
    const unheeded = Object.entries(notEmulatedExtensions).filter(([name]) => name in document);
    const routes = new Routes(unheeded.map(([name, what]) => `${what} (${name})`));
    for (const [path, item] of Object.entries(record(document["paths"]))) {
      const resource = routes.resource(path);
      for (const [key, value] of Object.entries(record(item))) {
        const method = key === anyMethod ? "ANY" : methods.has(key) ? key.toUpperCase() : undefined;
        if (method) resource.methods.set(method, routes.operation(path, record(value), document));
      }
    }
    return routes;
  }

  /**
   * The operation for a request, as API Gateway chooses: a literal segment before `{param}` before `{proxy+}`; within the resource, the
   * method before ANY. Undefined: `Missing Authentication Token`. [assumed] A slash at the end is of no weight.
   */
  match(method: string, path: string): RouteMatch | undefined {
    const segments = path.split("/").filter((segment) => segment !== "");
    const found = find(this.root, segments, 0);
    const operation = found?.resource.methods.get(method) ?? found?.resource.methods.get("ANY");
    return found && operation && { operation, pathParameters: Object.fromEntries(found.values) };
  }

  private resource(path: string): Resource {
    let at = this.root;
    for (const segment of path.split("/").filter((part) => part !== "")) {
      const name = /^\{(.+?)(\+?)\}$/.exec(segment);
      const below = `${at.path === "/" ? "" : at.path}/${segment}`;
      if (!name) {
        const next = at.literal.get(segment) ?? newResource(below);
        at.literal.set(segment, next);
        at = next;
      } else {
        const kind = name[2] === "+" ? "greedy" : "parameter";
        at[kind] ??= { name: name[1] ?? "", resource: newResource(below) };
        at = at[kind].resource;
      }
    }
    return at;
  }

  private operation(
    path: string,
    operation: Record<string, unknown>,
    document: Record<string, unknown>,
  ): Operation {
    const integration = operation["x-amazon-apigateway-integration"];
    return {
      resourcePath: path,
      integration: integration === undefined ? undefined : (integration as Integration),
      binaryTypes: binaryTypesOf(document),
      notEmulated: [
        ...this.documentWide,
        ...(validator in operation ? [`request validation (${validator})`] : []),
        ...securityOf(operation, document),
      ],
    };
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-binary-media-types.html */
function binaryTypesOf(document: Record<string, unknown>): string[] {
  const types = document["x-amazon-apigateway-binary-media-types"];
  return Array.isArray(types) ? types.filter((type) => typeof type === "string") : [];
}

/** Names of the security schemes that guard an operation: nothing here checks them, so nothing may pass them. */
function securityOf(
  operation: Record<string, unknown>,
  document: Record<string, unknown>,
): string[] {
  const security = operation["security"] ?? document["security"];
  if (!Array.isArray(security)) return [];
  const names = security.flatMap((entry) => Object.keys(record(entry)));
  return [...new Set(names)].map((name) => `authorization (security scheme "${name}")`);
}

function find(
  at: Resource,
  segments: string[],
  index: number,
): { resource: Resource; values: [string, string][] } | undefined {
  const segment = segments[index];
  if (segment === undefined) return { resource: at, values: [] };
  const literal = at.literal.get(decoded(segment));
  const below = literal && find(literal, segments, index + 1);
  if (below) return below;
  if (at.parameter) {
    const { name, resource } = at.parameter;
    const match = find(resource, segments, index + 1);
    if (match) return { ...match, values: [[name, decoded(segment)], ...match.values] };
  }
  if (!at.greedy) return undefined;
  const rest = segments.slice(index).map(decoded).join("/");
  return { resource: at.greedy.resource, values: [[at.greedy.name, rest]] };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function newResource(path: string): Resource {
  return { path, literal: new Map(), methods: new Map() };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
