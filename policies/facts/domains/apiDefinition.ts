const extension = "x-amazon-apigateway-endpoint-configuration";

/**
 * Whether an OpenAPI definition turns the default endpoint off. OpenAPI 2 carries the extension at the top,
 * OpenAPI 3 in a server. YAML is not parsed, only this one entry is looked for.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 *
 * @param definition the text of the definition, JSON or YAML
 */
export function disablesExecuteApi(definition: string): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(definition);
  } catch {
    // In a block a line of its own, in YAML's flow style between braces.
    const line =
      /(?:^|[{,])\s*["']?disableExecuteApiEndpoint["']?\s*:\s*["']?true["']?\s*(?:[,}].*|#.*)?$/im;
    return definition.includes(extension) && line.test(definition);
  }
  const { servers, ...root } = (parsed ?? {}) as { servers?: unknown };
  const places: unknown[] = [root, ...(Array.isArray(servers) ? (servers as unknown[]) : [])];
  return places.some((place) => {
    const settings = (place as Record<string, unknown> | null)?.[extension];
    const flag = (settings as { disableExecuteApiEndpoint?: unknown } | undefined)
      ?.disableExecuteApiEndpoint;
    return flag === true || flag === "true";
  });
}
