import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const logs = "tests/local/aws/accessLogs.test.ts";
const stages = "tests/local/aws/stageProtection.test.ts";
const endpoints = "tests/local/aws/endpointTypes.test.ts";
const httpApis = "tests/local/aws/apigatewayv2.test.ts";

/** APIs and their stages. */
export const apiBehaviours: readonly Behaviour[] = [
  {
    what: "A deployment is a snapshot of the API: a stage serves it until it is led to another",
    page: `${guide}/how-to-deploy-api.html`,
    standing: "documented",
    test: "tests/local/aws/restApi.test.ts: deploys a snapshot of the API and follows the stage to another deployment",
  },
  {
    what: "600 Regional, 120 edge-optimized and 600 private REST APIs in a Region",
    page: `${guide}/api-gateway-execution-service-limits-table.html`,
    standing: "documented",
    test: "tests/local/aws/gatewayQuotas.test.ts: are 600 Regional, 120 edge-optimized and 600 private REST APIs in a Region",
  },
  {
    what: "A private API is not changed into an edge-optimized one",
    page: `${guide}/apigateway-api-migration.html`,
    standing: "documented",
    test: `${endpoints}: do not make a private API edge-optimized: it becomes REGIONAL first`,
  },
  {
    what: "An API that a domain leads to does not become PRIVATE",
    page: "",
    standing: "assumed",
    test: `${endpoints}: do not make an API private that a domain leads to`,
  },
  {
    what: "Ten stages and 300 resources for a REST API; LimitExceededException for one more of any quota is assumed",
    page: `${guide}/api-gateway-execution-service-limits-table.html`,
    standing: "documented",
    test: "tests/local/aws/gatewayQuotas.test.ts: are ten stages and 300 resources for a REST API",
  },
  {
    what: "A PRIVATE API has no public execute-api endpoint",
    page: `${guide}/apigateway-private-apis.html`,
    standing: "documented",
    test: "tests/local/aws/restApi.test.ts: gives a PRIVATE API no public execute-api endpoint",
  },
  {
    what: "Access logs of REST APIs need a role of the account that API Gateway may use",
    page: `${guide}/set-up-logging.html`,
    standing: "documented",
    test: `${logs}: needs the account's role, which API Gateway has to be able to use`,
  },
  {
    what: "API Gateway's settings of the account have its number as their ID, and lose their role when a program names none",
    page: "",
    standing: "observed",
    test: "tests/local/aws/gatewayAccount.test.ts: lose their role when a program names none any more, as in the provider",
  },
  {
    what: "Access logs have the client certificate's fields, of a request that passed as of one that was refused",
    page: `${guide}/api-gateway-mapping-template-reference.html`,
    standing: "documented",
    test: `${logs}: has the client certificate's fields of a request that passed, and of one that was refused`,
  },
  {
    what: "An access log event is cut at 1024 bytes",
    page: `${guide}/api-gateway-known-issues.html`,
    standing: "documented",
    test: `${logs}: cuts an event at 1024 bytes, as API Gateway does with a PEM in it`,
  },
  {
    what: "Requests of a method, or of all, are limited as the stage says: 429",
    page: `${guide}/api-gateway-request-throttling.html`,
    standing: "documented",
    test: `${stages}: limits the requests of a method, or of all`,
  },
  {
    what: "The default action of a stage's web ACL decides: 403",
    page: `${guide}/apigateway-control-access-aws-waf.html`,
    standing: "documented",
    test: `${stages}: asks the stage's web ACL, which has to exist in the stage's Region`,
  },
  {
    what: "The verified subject goes to the backend where a mapping says so, and never a client's own claim",
    page: `${guide}/rest-api-parameter-mapping.html`,
    standing: "documented",
    test: `${stages}: hands the verified subject to the backend, and never a client's own claim`,
  },
  {
    what: "HTTP APIs: a change of routes is deployed at once to a stage with autoDeploy alone",
    page: `${guide}/http-api-stages.html`,
    standing: "documented",
    test: `${httpApis}: deploy a change of routes at once to a stage with autoDeploy, and to no other`,
  },
  {
    what: "HTTP APIs: the most specific route answers, $default last",
    page: `${guide}/http-api-develop-routes.html`,
    standing: "documented",
    test: "tests/local/dataPlane/httpRoutes.test.ts: are chosen as AWS's documentation says",
  },
  {
    what: "HTTP APIs: 404 at an execute-api endpoint that is disabled",
    page: "",
    standing: "assumed",
    test: `${httpApis}: answer 404 at the execute-api host that is disabled, and serve $default where it is not`,
  },
];
