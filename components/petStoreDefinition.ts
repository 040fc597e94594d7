/** Where AWS keeps the PetStore that its example API talks to. */
export const petStoreBackend = "http://petstore-demo-endpoint.execute-api.com/petstore";

/**
 * The execute-api endpoint would be a way around mutual TLS. Part of the definition, because what is changed of it takes
 * effect with a new deployment alone, and a changed definition makes one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
 */
export const disableExecuteApiEndpoint = true;

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>PetStore</title></head>
  <body>
    <h1>Welcome to your Pet Store API</h1>
    <p>Ask for <a href="./pets">pets</a>: <code>GET /pets</code>, <code>GET /pets/1</code>,
    <code>POST /pets</code> with <code>{"type": "cat", "price": 123.11}</code>.</p>
  </body>
</html>
`;

/**
 * AWS's example API as OpenAPI 3.0: the same resources, methods and integrations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-from-example.html
 *
 * @param backendUrl URL in front of `/pets`, without a slash at its end
 * @param requestParameters what every integration with the backend gets beside its own parameters
 */
export function petStoreDefinition(
  title: string,
  backendUrl: string,
  requestParameters: RequestParameters = {},
) {
  return {
    openapi: "3.0.1",
    info: {
      title,
      description:
        "The PetStore example of Amazon API Gateway: HTTP integrations in front of its public demo backend",
      version: "1.0.0",
    },
    servers: [{ "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint } }],
    paths: {
      "/": { get: homePage },
      "/pets": {
        get: listPets(`${backendUrl}/pets`, requestParameters),
        post: createPet(`${backendUrl}/pets`, requestParameters),
        options: preflight("GET,POST,OPTIONS"),
      },
      "/pets/{petId}": {
        get: getPet(`${backendUrl}/pets/{petId}`, requestParameters),
        options: preflight("GET,OPTIONS", [petId]),
      },
    },
    components: { schemas },
  };
}

type RequestParameters = Readonly<Record<string, string>>;

const text = { schema: { type: "string" } };
const petId = { name: "petId", in: "path", required: true, ...text };
const allowAnyOrigin = { "method.response.header.Access-Control-Allow-Origin": "'*'" };

/** A MOCK integration answers without a backend. */
const mock = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  passthroughBehavior: "when_no_match",
};

const homePage = {
  operationId: "GetHome",
  description: "PetStore HTML web page containing API usage information",
  responses: {
    "200": {
      description: "Successful operation",
      headers: { "Content-Type": text },
      content: { "text/html": {} },
    },
  },
  "x-amazon-apigateway-integration": {
    ...mock,
    responses: {
      default: {
        statusCode: "200",
        responseParameters: { "method.response.header.Content-Type": "'text/html'" },
        responseTemplates: { "text/html": page },
      },
    },
  },
};

function listPets(uri: string, requestParameters: RequestParameters) {
  return {
    operationId: "ListPets",
    summary: "List all pets",
    parameters: [
      { name: "type", in: "query", required: false, ...text },
      { name: "page", in: "query", required: false, ...text },
    ],
    responses: { "200": answerOf("Pets") },
    "x-amazon-apigateway-integration": http("GET", uri, {
      ...requestParameters,
      "integration.request.querystring.type": "method.request.querystring.type",
      "integration.request.querystring.page": "method.request.querystring.page",
    }),
  };
}

function createPet(uri: string, requestParameters: RequestParameters) {
  return {
    operationId: "CreatePet",
    summary: "Create a pet",
    requestBody: { required: true, content: jsonOf("NewPet") },
    responses: { "200": answerOf("NewPetResponse") },
    "x-amazon-apigateway-integration": http("POST", uri, requestParameters),
  };
}

function getPet(uri: string, requestParameters: RequestParameters) {
  return {
    operationId: "GetPet",
    summary: "Info for a specific pet",
    parameters: [petId],
    responses: { "200": answerOf("Pet") },
    "x-amazon-apigateway-integration": http("GET", uri, {
      ...requestParameters,
      "integration.request.path.petId": "method.request.path.petId",
    }),
  };
}

function preflight(methods: string, parameters: object[] = []) {
  return {
    summary: "CORS support",
    description: "Enable CORS by returning correct headers",
    parameters,
    responses: {
      "200": {
        description: "Default response for CORS method",
        headers: {
          "Access-Control-Allow-Headers": text,
          "Access-Control-Allow-Methods": text,
          "Access-Control-Allow-Origin": text,
        },
        content: jsonOf("Empty"),
      },
    },
    "x-amazon-apigateway-integration": {
      ...mock,
      responses: {
        default: {
          statusCode: "200",
          responseParameters: {
            "method.response.header.Access-Control-Allow-Headers":
              "'Content-Type,X-Amz-Date,Authorization,X-Api-Key'",
            "method.response.header.Access-Control-Allow-Methods": `'${methods}'`,
            ...allowAnyOrigin,
          },
        },
      },
    },
  };
}

function http(httpMethod: string, uri: string, requestParameters: RequestParameters) {
  return {
    type: "http",
    httpMethod,
    uri,
    requestParameters,
    passthroughBehavior: "when_no_match",
    responses: { default: { statusCode: "200", responseParameters: allowAnyOrigin } },
  };
}

function answerOf(schema: keyof typeof schemas) {
  return {
    description: "Successful operation",
    headers: { "Access-Control-Allow-Origin": text },
    content: jsonOf(schema),
  };
}

function jsonOf(schema: keyof typeof schemas) {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}

const schemas = {
  Empty: { type: "object" },
  Pet: {
    type: "object",
    properties: {
      id: { type: "integer" },
      type: { type: "string" },
      price: { type: "number" },
    },
  },
  Pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } },
  PetType: { type: "string", enum: ["dog", "cat", "fish", "bird", "gecko"] },
  NewPet: {
    type: "object",
    properties: {
      type: { $ref: "#/components/schemas/PetType" },
      price: { type: "number" },
    },
  },
  NewPetResponse: {
    type: "object",
    properties: {
      pet: { $ref: "#/components/schemas/Pet" },
      message: { type: "string" },
    },
  },
};
