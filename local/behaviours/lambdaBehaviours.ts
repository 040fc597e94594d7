import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";
const gateway = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const rest = `${gateway}/set-up-lambda-proxy-integrations.html`;
const http = `${gateway}/http-api-develop-integrations-lambda.html`;
const functions = "tests/local/aws/lambda.test.ts";
const integrations = "tests/local/aws/lambdaIntegrations.test.ts";
const events = "tests/local/dataPlane/lambdaEvents.test.ts";
const answers = "tests/local/dataPlane/lambdaAnswers.test.ts";
const processes = "tests/local/dataPlane/lambdaProcesses.test.ts";

/** Functions behind API Gateway. */
export const lambdaBehaviours: readonly Behaviour[] = [
  {
    what: "A function needs a role that Lambda may take on",
    page: `${guide}/lambda-intro-execution-role.html`,
    standing: "documented",
    test: `${functions}: need a role that Lambda may take on`,
  },
  {
    what: "A function may not set the variables that Lambda sets, nor more than 4 KB of others",
    page: `${guide}/configuration-envvars.html`,
    standing: "documented",
    test: `${functions}: may not set the variables that Lambda sets, nor more than 4 KB of others`,
  },
  {
    what: "New code and settings are an update in place; another name is another function",
    page: `${guide}/configuration-function-zip.html`,
    standing: "documented",
    test: `${functions}: take new code and settings in place, and another name as another function`,
  },
  {
    what: "API Gateway calls a function that gives it the permission, by stage, method and path: else 500",
    page: `${guide}/services-apigateway.html`,
    standing: "documented",
    test: `${answers}: is called with a permission that fits stage, method and path, and refused with 500 without one`,
  },
  {
    what: "REST APIs tell the function the client's certificate in requestContext.identity.clientCert",
    page: rest,
    standing: "documented",
    test: `${events}: has every field that AWS documents, the client's certificate among them`,
  },
  {
    what: "HTTP APIs tell it in requestContext.authentication.clientCert of format 2.0",
    page: http,
    standing: "documented",
    test: `${events}: has every field that AWS documents for format 2.0`,
  },
  {
    what: "No clientCert where the domain asks for no certificate",
    page: "",
    standing: "assumed",
    test: `${events}: has null for what a request has not, and no certificate where the domain asks for none`,
  },
  {
    what: "A body of a binary media type is base64 in the event; a base64 answer is decoded for a client that accepts one first",
    page: `${gateway}/api-gateway-payload-encodings-workflow.html`,
    standing: "documented",
    test: `${answers}: has its base64 decoded for a client that accepts a binary media type first, and for no other`,
  },
  {
    what: "REST: 502 for a function that throws, and its words are not told",
    page: `${guide}/services-apigateway-errors.html`,
    standing: "documented",
    test: `${answers}: is answered for with 502 when it throws, without its words`,
  },
  {
    what: "REST: 504 when the integration's time runs out",
    page: `${gateway}/supported-gateway-response-types.html`,
    standing: "documented",
    test: `${answers}: is answered for with 504 when the integration's time runs out first`,
  },
  {
    what: "Format 2.0: an answer without statusCode is the body",
    page: http,
    standing: "documented",
    test: `${answers}: answers, in format 2.0, with whatever it returns`,
  },
  {
    what: "HTTP APIs: 503 when the time runs out",
    page: "",
    standing: "observed",
    test: `${answers}: is answered for with 503 when its time runs out`,
  },
  {
    what: "A function has its own variables and those that Lambda sets, and none of the machine's",
    page: `${guide}/configuration-envvars.html`,
    standing: "documented",
    test: `${processes}: has the function's variables, those that Lambda sets, and none of ours`,
  },
  {
    what: "One invocation at a time in each process, which is kept for the next one",
    page: `${guide}/lambda-runtime-environment.html`,
    standing: "documented",
    test: `${processes}: runs as many requests at a time as come, each in a process of its own`,
  },
  {
    what: "Output goes to the function's log group, as far as its role may make and write it",
    page: `${guide}/monitoring-cloudwatchlogs.html`,
    standing: "documented",
    test: `${integrations}: has a log group made for its output where its role may make one, and no output without the right to write it`,
  },
  {
    what: "A role's policies allow what one of them allows and none denies, by action and resource",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    standing: "documented",
    test: `tests/local/aws/rolePolicies.test.ts: allow an action on a resource, unless one of them denies it`,
  },
  {
    what: "The right to write a group's log is asked for on its streams: `log-group:NAME:*`, not `log-group:NAME`",
    page: "",
    standing: "assumed",
    test: `tests/local/aws/rolePolicies.test.ts: let a function write its log by the ARN of the group's streams`,
  },
  {
    what: "HTTP APIs: a permission's source ARN is matched against the route's path, `GET/things/{id}`",
    page: "",
    standing: "observed",
    test: `${answers}: is called with a permission for the path of its route, parameters and all, or for its kind`,
  },
  {
    what: "Format 2.0: rawQueryString is the query as the client sent it",
    page: "",
    standing: "assumed",
    test: `${answers}: hears the query of a request as it was sent, and what it means`,
  },
];
