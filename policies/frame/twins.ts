import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";

import { eachLazily, lazily, type Getters } from "./lazily";
import type { SeenResource } from "./observations";
import { tokens, type Token } from "./tokens";

type Properties = Record<string, unknown>;

/** A property of the twin: the native property that it comes from, and how it reads. Default: as it is. */
interface Shape {
  from: string;
  read?: (value: never, native: Properties) => unknown;
}

/** How a resource of @pulumi/aws-native reads as its twin of @pulumi/aws. */
interface Twin {
  token: Token;
  /** Properties that have another name or another form; every other one is the same on both sides. */
  shapes?: Readonly<Record<string, Shape>>;
}

/**
 * The types of Cloud Control that have a twin among the types that the rules know.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const twins: Readonly<Record<string, Twin>> = {
  "aws-native:apigateway:DomainName": {
    token: tokens.restDomain,
    shapes: { arn: { from: "domainNameArn" } },
  },
  "aws-native:apigateway:RestApi": {
    token: tokens.restApi,
    shapes: { id: { from: "restApiId" }, body: { from: "body", read: asText } },
  },
  "aws-native:apigateway:BasePathMapping": {
    token: tokens.basePathMapping,
    shapes: { restApi: { from: "restApiId" }, stageName: { from: "stage" } },
  },
  "aws-native:apigateway:Deployment": {
    token: tokens.restDeployment,
    shapes: { id: { from: "deploymentId" }, restApi: { from: "restApiId" } },
  },
  "aws-native:apigateway:Stage": {
    token: tokens.restStage,
    shapes: {
      restApi: { from: "restApiId" },
      accessLogSettings: { from: "accessLogSetting" },
    },
  },
  "aws-native:apigatewayv2:DomainName": {
    token: tokens.httpDomain,
    shapes: {
      domainNameConfiguration: { from: "domainNameConfigurations", read: onlyConfiguration },
    },
  },
  "aws-native:apigatewayv2:Api": {
    token: tokens.httpApi,
    shapes: { id: { from: "apiId" }, body: { from: "body", read: asText } },
  },
  "aws-native:apigatewayv2:ApiMapping": { token: tokens.apiMapping },
  "aws-native:apigatewayv2:RoutingRule": {
    token: tokens.routingRule,
    shapes: { domainName: { from: "domainNameArn", read: domainNameOf } },
  },
  "aws-native:apigatewayv2:Stage": {
    token: tokens.httpStage,
    shapes: { name: { from: "stageName" } },
  },
  "aws-native:cloudfront:Distribution": {
    token: tokens.distribution,
    shapes: Object.fromEntries(
      Object.entries<(config: Properties) => unknown>({
        enabled: (config) => config.enabled,
        origins: (config) => eachLazily(config.origins, nativeOrigin),
        originGroups: ({ originGroups }) => eachLazily(itemsOf(originGroups), nativeGroup),
        defaultCacheBehavior: (config) => config.defaultCacheBehavior,
        orderedCacheBehaviors: (config) => config.cacheBehaviors,
        viewerCertificate: (config) => config.viewerCertificate,
      }).map(([name, read]) => [name, { from: "distributionConfig", read }]),
    ),
  },
  "aws-native:certificatemanager:Certificate": {
    token: tokens.acmCertificate,
    shapes: { arn: { from: "certificateArn" } },
  },
};

function nativeOrigin(origin: Properties): Getters {
  const getters: Record<string, () => unknown> = { originId: () => origin.id };
  for (const name of Object.keys(origin)) getters[name] = () => origin[name];
  return getters;
}

function nativeGroup(group: Properties): Getters {
  return { originId: () => group.id, members: () => itemsOf(group.members) };
}

/** A list in CloudFront's own form: `{ quantity, items }`. */
function itemsOf(list: unknown): unknown {
  return (list as Properties | undefined)?.items;
}

function onlyConfiguration(configurations: Properties[], native: Properties): unknown {
  const [first] = configurations;
  if (first === undefined) return undefined;
  return lazily({
    ...Object.fromEntries(Object.keys(first).map((name) => [name, () => first[name]])),
    targetDomainName: () => native.regionalDomainName,
  });
}

/** The name at the end of `arn:aws:apigateway:<region>::/domainnames/<name>`. */
function domainNameOf(arn: unknown): unknown {
  return typeof arn === "string" ? arn.replace(/^.*\/domainnames\//, "") : arn;
}

/** An OpenAPI definition is text in @pulumi/aws. */
function asText(body: unknown): unknown {
  return typeof body === "object" && body !== null ? JSON.stringify(body) : body;
}

/** These types, and those of @pulumi/aws-native that read as one of them. */
export function withTwins(types: readonly string[]): string[] {
  const natives = Object.entries(twins).filter(([, { token }]) => types.includes(token));
  return [...types, ...natives.map(([type]) => type)];
}

/** A resource as the rules see it: with type and properties of @pulumi/aws, if it is one of @pulumi/aws-native. */
function asTwin(type: string, properties: Properties): { type: string; properties: Properties } {
  const twin = twins[type];
  if (twin === undefined) return { type, properties };
  const { shapes = {} } = twin;
  const moved = Object.values(shapes).map(({ from }) => from);
  const same = Object.keys(properties).filter((name) => !moved.includes(name));
  const getters: Record<string, () => unknown> = {};
  for (const name of same) getters[name] = () => properties[name];
  for (const [name, { from, read }] of Object.entries(shapes)) {
    if (!(from in properties)) continue;
    getters[name] = () => {
      const value = properties[from];
      return read === undefined ? value : read(value as never, properties);
    };
  }
  return { type: twin.token, properties: lazily(getters) };
}

/** {@link asTwin} for a resource as the engine shows it before it is created or updated. */
export function seenAsTwin({
  type: given,
  urn,
  name,
  props,
  provider,
}: ResourceValidationArgs): SeenResource {
  const { type, properties } = asTwin(given, props);
  return { type, urn, name, inputs: properties, provider: provider?.props ?? {} };
}

/** {@link asTwin} for a resource of a stack, with what each of its properties depends on. */
export function resourceAsTwin(given: PolicyResource): PolicyResource {
  const { type, properties } = asTwin(given.type, given.props);
  if (type === given.type) return given;
  const dependencies = { ...given.propertyDependencies };
  for (const [name, { from }] of Object.entries(twins[given.type]?.shapes ?? {})) {
    const sources = given.propertyDependencies[from];
    if (sources !== undefined) dependencies[name] = sources;
  }
  return { ...given, type, props: properties, propertyDependencies: dependencies };
}
