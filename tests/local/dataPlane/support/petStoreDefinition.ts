const backend = "http://petstore-demo-endpoint.execute-api.com/petstore/pets";
const cors = { "method.response.header.Access-Control-Allow-Origin": "'*'" };
const preflight = {
  ...cors,
  "method.response.header.Access-Control-Allow-Methods": "'POST,GET,OPTIONS'",
};

/** AWS's Example API as an OpenAPI document, in Swagger 2.0 as API Gateway exports it. */
export const petStoreDefinition = {
  swagger: "2.0",
  info: { title: "PetStore" },
  paths: {
    "/": {
      get: {
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: "200",
              responseParameters: { "method.response.header.Content-Type": "'text/html'" },
              responseTemplates: { "text/html": "<html><body><h1>PetStore</h1></body></html>" },
            },
          },
        },
      },
    },
    "/pets": {
      get: {
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "GET",
          uri: backend,
          passthroughBehavior: "when_no_match",
          requestParameters: {
            "integration.request.querystring.page": "method.request.querystring.page",
          },
          responses: { default: { statusCode: "200", responseParameters: cors } },
        },
      },
      post: {
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "POST",
          uri: backend,
          responses: { default: { statusCode: "200", responseParameters: cors } },
        },
      },
      options: {
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: { default: { statusCode: "200", responseParameters: preflight } },
        },
      },
    },
    "/pets/{petId}": {
      get: {
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "GET",
          uri: `${backend}/{petId}`,
          requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
          responses: { default: { statusCode: "200", responseParameters: cors } },
        },
      },
    },
  },
};
