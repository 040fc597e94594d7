import { list, object, text, textMap } from "../aws/text";
import type {
  DomainView,
  HttpApiStageView,
  HttpApiView,
  KeyedCertificate,
  RestApiView,
  StageSettings,
  StageView,
  ThrottlingView,
  WebAclView,
} from "../dataPlane/accountView";
import type { Value, Values } from "../provider/values";
import type {
  AccountState,
  GatewayDomain,
  HttpApi,
  HttpApiStage,
  RestApi,
  ApiStage,
} from "./state";

export function domainView(domain: GatewayDomain, serverCertificate: KeyedCertificate): DomainView {
  const { truststore } = domain;
  return {
    domainName: domain.name,
    region: domain.region,
    regionalDomainName: domain.targetDomainName,
    serverCertificate,
    securityPolicy: text(domain.settings.securityPolicy),
    ...(truststore === undefined
      ? {}
      : {
          truststore: {
            pem: truststore.pem,
            uri: truststore.uri,
            version: truststore.version,
            readAt: truststore.readAt,
          },
        }),
    mappings: Object.entries(domain.mappings).map(([basePath, { apiId, stage }]) => ({
      basePath,
      apiId,
      stage,
    })),
  };
}

export function restApiView(state: Readonly<AccountState>, api: RestApi): RestApiView {
  return {
    id: api.id,
    region: api.region,
    name: text(api.settings.name),
    executeApiEnabled:
      api.settings.disableExecuteApiEndpoint !== true &&
      // Only an interface endpoint of a VPC leads to a private API, and there are no VPCs here.
      text(object(api.settings.endpointConfiguration).types) !== "PRIVATE",
    stages: Object.values(api.stages).map((stage) => restStageView(state, api, stage)),
  };
}

function restStageView(state: Readonly<AccountState>, api: RestApi, stage: ApiStage): StageView {
  const webAcl = webAclView(state, stage.webAclArn);
  const limits = Object.entries(stage.methodSettings ?? {}).map(
    ([path, settings]) => [path === "*/*" ? "*" : path, settings] as const,
  );
  return {
    ...stageSettings(stage, stage.settings.variables, limits),
    definition: api.deployments[stage.deploymentId]?.definition ?? {},
    ...(webAcl === undefined ? {} : { webAcl }),
  };
}

export function webAclView(
  { webAcls }: Readonly<AccountState>,
  arn: string | undefined,
): WebAclView | undefined {
  const found = webAcls[arn ?? ""];
  if (found === undefined) return undefined;
  return { arn: found.arn, blocks: object(found.settings.defaultAction).block !== undefined };
}

export function httpApiView(api: HttpApi): HttpApiView {
  return {
    id: api.id,
    region: api.region,
    name: text(api.settings.name),
    executeApiEnabled: api.settings.disableExecuteApiEndpoint !== true,
    stages: Object.values(api.stages).map((stage) => httpStageView(api, stage)),
  };
}

function httpStageView(api: HttpApi, stage: HttpApiStage): HttpApiStageView {
  const { routes = {}, integrations = {} } = api.deployments[stage.deploymentId] ?? {};
  const limits = list(stage.settings.routeSettings)
    .map(object)
    .map((settings) => [text(settings.routeKey), settings] as const);
  return {
    ...stageSettings(stage, stage.settings.stageVariables, [
      ["*", object(stage.settings.defaultRouteSettings)],
      ...limits,
    ]),
    routes: Object.values(routes).map(({ routeKey, target }) => {
      const settings = integrations[text(target).slice("integrations/".length)] ?? {};
      const answers = list(settings.responseParameters).map(object);
      return {
        key: text(routeKey),
        integration: {
          uri: text(settings.integrationUri),
          ...(text(settings.integrationType) === "AWS_PROXY"
            ? { payloadFormat: text(settings.payloadFormatVersion) === "2.0" ? "2.0" : "1.0" }
            : {}),
          method: text(settings.integrationMethod) || "ANY",
          timeout: Number(settings.timeoutMilliseconds ?? 30_000),
          requestParameters: textMap(settings.requestParameters),
          responseParameters: Object.fromEntries(
            answers.map(({ statusCode, mappings }) => [text(statusCode), textMap(mappings)]),
          ),
        },
      };
    }),
  };
}

function stageSettings(
  { name, deploymentId, settings }: ApiStage | HttpApiStage,
  variables: Value | undefined,
  limits: readonly (readonly [string, Values])[],
): StageSettings {
  const { destinationArn, format } = object(settings.accessLogSettings);
  const throttling = limits.flatMap(([key, values]) => {
    const found = throttlingView(values);
    return found === undefined ? [] : [[key, found] as const];
  });
  return {
    name,
    deploymentId,
    variables: textMap(variables),
    ...(destinationArn === undefined
      ? {}
      : { accessLog: { destinationArn: text(destinationArn), format: text(format) } }),
    ...(throttling.length === 0 ? {} : { throttling: Object.fromEntries(throttling) }),
  };
}

/** -1 and what is left out mean no limit of the stage's own: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html has the account's. */
function throttlingView({
  throttlingRateLimit,
  throttlingBurstLimit,
}: Values): ThrottlingView | undefined {
  const given = (value: Value | undefined) =>
    typeof value === "number" && value >= 0 ? value : undefined;
  const rate = given(throttlingRateLimit);
  const burst = given(throttlingBurstLimit);
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? 10_000, burst: burst ?? 5000 };
}
