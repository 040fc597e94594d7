import { checkMappedApi } from "@mtls-gateway/pki";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, isPlain, refusals, type RefusedInput } from "./refusedInputs";
import { checkedStageName } from "./stageName";

/** The inputs of one mapping that a rule speaks about. */
export interface MappingInputs {
  restApi: pulumi.Input<aws.apigateway.RestApi>;
  stageName: pulumi.Input<string>;
  basePath?: pulumi.Input<string>;
}

/** What a mapping is made of, once the rules have let it pass. */
export interface CheckedMapping {
  /** Known only after what is known of the API has been checked. */
  restApiId: pulumi.Output<string>;
  stageName: pulumi.Output<string>;
  basePath: pulumi.Output<string> | undefined;
}

/** An API and its path, checked for use behind an mTLS domain: not PRIVATE, execute-api endpoint disabled. */
export function checkedMapping(
  component: pulumi.ComponentResource,
  domainName: pulumi.Input<string>,
  mapping: MappingInputs,
  index: number,
): CheckedMapping {
  const path = `mappings[${index}]`;
  const domain = isPlain(domainName) ? (domainName as string) : "the domain";
  const restApi = pulumi.output(mapping.restApi);
  const endpoint = restApi.apply((api) =>
    pulumi.all([nameOf(api), api.endpointConfiguration.types]),
  );
  const executeApi = restApi.apply((api) =>
    pulumi.all([nameOf(api), settingOf(api.disableExecuteApiEndpoint)]),
  );
  const checkedType = checked(component, endpoint, ([api, type]) =>
    refusals(`${path}.restApi`, checkMappedApi({ domain, api, endpointTypes: [type] })),
  );
  const checkedExecuteApi = checked(component, executeApi, ([api, disableExecuteApiEndpoint]) =>
    refusals(`${path}.restApi`, checkMappedApi({ domain, api, disableExecuteApiEndpoint })),
  );
  return {
    restApiId: pulumi
      .all([restApi.apply((api) => api.id), checkedType, checkedExecuteApi])
      .apply(([id]) => id),
    stageName: checkedStageName(component, `${path}.stageName`, mapping.stageName),
    basePath:
      mapping.basePath === undefined
        ? undefined
        : checked(component, mapping.basePath, (basePath) => refusedPath(path, basePath)),
  };
}

/** The logical name, which people find in their program; the physical one may not be known yet. */
function nameOf(api: aws.apigateway.RestApi): pulumi.Output<string> {
  return api.urn.apply((urn) => urn.split("::").at(-1) ?? urn);
}

/** A setting that is known to be left out is null; the SDK's types say that it is always there. */
function settingOf(setting: pulumi.Output<boolean | undefined>): pulumi.Output<boolean | null> {
  return setting.apply((given) => given ?? null);
}

/**
 * `/ping` and `/sping` are API Gateway's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
function refusedPath(path: string, basePath: string): RefusedInput[] {
  const reasons = [
    ...(basePath.includes("/")
      ? [`"${basePath}" has a slash, and a mapping of a REST API has one segment. Give it alone.`]
      : []),
    ...(basePath === "ping" || basePath === "sping"
      ? [`API Gateway keeps "/${basePath}" for its own health check. Give another one.`]
      : []),
  ];
  return reasons.map((reason) => ({ path: `${path}.basePath`, reason }));
}
