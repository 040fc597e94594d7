import { checkMappedApi } from "@mtls-gateway/pki";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, isPlain, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";
import { refusedPath } from "./mappingPath";
import { checkedStageName } from "./stageName";

/** The inputs of one mapping that a rule speaks about. */
export interface MappingInputs {
  restApi?: pulumi.Input<aws.apigateway.RestApi>;
  httpApi?: pulumi.Input<aws.apigatewayv2.Api>;
  stageName: pulumi.Input<string>;
  basePath?: pulumi.Input<string>;
}

/** What a mapping is made of, once the rules have let it pass. */
export interface CheckedMapping {
  /** Known only after what is known of the API has been checked. */
  apiId: pulumi.Output<string>;
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
  const { restApi, httpApi, basePath } = mapping;
  if ((restApi === undefined) === (httpApi === undefined)) {
    const given =
      restApi === undefined ? "neither restApi nor httpApi" : "both restApi and httpApi";
    refuseIfAny(component, [{ path, reason: `has ${given}. Give the one API behind the path.` }]);
  }
  return {
    apiId:
      restApi === undefined
        ? checkedHttpApi(component, domain, `${path}.httpApi`, httpApi)
        : checkedRestApi(component, domain, `${path}.restApi`, restApi),
    stageName: checkedStageName(component, `${path}.stageName`, mapping.stageName, {
      isHttpApi: httpApi !== undefined,
    }),
    basePath:
      basePath === undefined
        ? undefined
        : checked(component, basePath, (given) =>
            refusedPath(`${path}.basePath`, given, {
              severalSegments: httpApi !== undefined || isPlain(basePath),
            }),
          ),
  };
}

/** @returns the API's ID, known only after the API has been checked */
function checkedRestApi(
  component: pulumi.ComponentResource,
  domain: string,
  path: string,
  input: pulumi.Input<aws.apigateway.RestApi>,
): pulumi.Output<string> {
  const restApi = pulumi.output(input);
  const endpoint = restApi.apply((api) =>
    pulumi.all([nameOf(api), api.endpointConfiguration.types]),
  );
  const executeApi = restApi.apply((api) =>
    pulumi.all([nameOf(api), settingOf(api.disableExecuteApiEndpoint)]),
  );
  const checkedType = checked(component, endpoint, ([api, type]) =>
    refusals(path, checkMappedApi({ domain, api, endpointTypes: [type] })),
  );
  const checkedExecuteApi = checked(component, executeApi, ([api, disableExecuteApiEndpoint]) =>
    refusals(path, checkMappedApi({ domain, api, disableExecuteApiEndpoint })),
  );
  return pulumi
    .all([restApi.apply((api) => api.id), checkedType, checkedExecuteApi])
    .apply(([id]) => id);
}

/** @returns the API's ID, known only after the API has been checked */
function checkedHttpApi(
  component: pulumi.ComponentResource,
  domain: string,
  path: string,
  input: pulumi.Input<aws.apigatewayv2.Api> | undefined,
): pulumi.Output<string> {
  const httpApi = pulumi.output(input as pulumi.Input<aws.apigatewayv2.Api>);
  const protocol = httpApi.apply((api) => pulumi.all([nameOf(api), api.protocolType]));
  const executeApi = httpApi.apply((api) =>
    pulumi.all([nameOf(api), settingOf(api.disableExecuteApiEndpoint)]),
  );
  const checkedProtocol = checked(component, protocol, ([api, type]) =>
    refusedProtocol(path, api, type),
  );
  const checkedExecuteApi = checked(component, executeApi, ([api, disableExecuteApiEndpoint]) =>
    refusals(path, checkMappedApi({ domain, api, disableExecuteApiEndpoint })),
  );
  return pulumi
    .all([httpApi.apply((api) => api.id), checkedProtocol, checkedExecuteApi])
    .apply(([id]) => id);
}

/**
 * A WebSocket API shares no domain with a REST or an HTTP API, and mutual TLS is described for these two alone.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-mappings.html
 */
function refusedProtocol(path: string, api: string, protocolType: string): RefusedInput[] {
  if (protocolType === "HTTP") return [];
  const reason = `${api} is of the protocol type ${protocolType}; AWS describes mutual TLS for REST and HTTP APIs alone, and a WebSocket API shares no domain with them. Give an HTTP API.`;
  return [{ path, reason }];
}

/** The logical name, which people find in their program; the physical one may not be known yet. */
function nameOf(api: pulumi.Resource): pulumi.Output<string> {
  return api.urn.apply((urn) => urn.split("::").at(-1) ?? urn);
}

/** A setting that is known to be left out is null; the SDK's types say that it is always there. */
function settingOf(setting: pulumi.Output<boolean | undefined>): pulumi.Output<boolean | null> {
  return setting.apply((given) => given ?? null);
}
