import * as apigateway from "@pulumi/aws/apigateway";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import type * as pulumi from "@pulumi/pulumi";
import { checkedMapping } from "./checkedMapping";
import { isMultiLevel, refusedPaths } from "./mappingPath";
import type { BasePathMapping, MutualTlsDomainArgs } from "./mutualTlsDomain";
import { refuseIfAny } from "./refusedInputs";

/**
 * One mapping for each API. A REST API under one segment gets a base path mapping of API Gateway's first version; what that
 * one cannot map, an HTTP API or a path with several segments, gets an API mapping of the second.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function createMappings(
  component: pulumi.ComponentResource,
  name: string,
  args: MutualTlsDomainArgs,
  domainName: pulumi.Output<string>,
): pulumi.Resource[] {
  const { mappings, region } = args;
  refuseIfAny(component, refusedPaths(mappings.map(({ basePath }) => basePath)));
  const safe = mappings.map((mapping, index) =>
    checkedMapping(component, args.domainName, mapping, index),
  );
  return mappings.flatMap((mapping, index) => {
    const one = safe[index];
    if (one === undefined) return [];
    const mappingName = nameOfMapping(name, mapping, index);
    const { apiId, stageName, basePath } = one;
    return mapping.httpApi !== undefined || isMultiLevel(mapping.basePath)
      ? new apigatewayv2.ApiMapping(
          mappingName,
          { domainName, apiId, stage: stageName, apiMappingKey: basePath, region },
          { parent: component },
        )
      : new apigateway.BasePathMapping(
          mappingName,
          { domainName, restApi: apiId, stageName, basePath, region },
          { parent: component },
        );
  });
}

/** Named after its path, so that mappings can come and go without touching each other. */
function nameOfMapping(name: string, { basePath }: BasePathMapping, index: number): string {
  if (basePath === undefined || basePath === "") return `${name}-mapping`;
  return `${name}-mapping-${typeof basePath === "string" ? basePath : index + 1}`;
}
