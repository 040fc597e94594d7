import { gatewayError } from "./restApiStore";

/**
 * What an account may have in a Region, and how a refusal calls it. AWS raises some of them on request; here they are as they
 * begin. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const quotas = {
  domain: [120, "public custom domain names in a Region"],
  multiLevelMapping: [200, "API mappings of several levels for a domain"],
  REGIONAL: [600, "Regional APIs in a Region"],
  EDGE: [120, "edge-optimized APIs in a Region"],
  PRIVATE: [600, "private APIs in a Region"],
  stage: [10, "stages for an API"],
  resource: [300, "resources for an API"],
} as const;

/**
 * Refuses one more of what a quota allows no more of. The words are ours: AWS shows none.
 *
 * @param held how many there are already
 */
export function refuseBeyond(quota: keyof typeof quotas, held: number, operation: string): void {
  const [limit, what] = quotas[quota];
  if (held < limit) return;
  throw gatewayError(operation, "LimitExceededException", `At most ${limit} ${what}`);
}
