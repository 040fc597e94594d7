/** Headers that a mapping may not touch: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
const reserved =
  /^(access-control-.*|apigw-.*|authorization|connection|content-(encoding|length|location)|forwarded|keep-alive|origin|proxy-authenticat(e|ion)|proxy-authorization|te|trailers?|transfer-encoding|upgrade|x-amzn?-.*|x-forwarded-(for|host|proto)|via)$/i;

const keys = {
  request: /^(?:(?:append|overwrite|remove):(header|querystring)\.([^\s]+)|overwrite:path)$/,
  response: /^(?:(?:append|overwrite|remove):(header)\.([^\s]+)|overwrite:statuscode)$/,
};

const sources = {
  request:
    /^(context\.[\w.-]+|stageVariables\.\w+|request\.(path|body|(header|querystring|path|body)\.[^{}]+))$/,
  response: /^(context\.[\w.-]+|stageVariables\.\w+|response\.(body|(header|body)\.[^{}]+))$/,
};

/** A reference in a mapping's value: the whole value is `$x`, or `${x}` stands anywhere in it. */
export const reference = /^\$([A-Za-z][^{}\s]*)$|\$\{([^{}]+)\}/g;

/** Why API Gateway does not take a parameter mapping of an HTTP API; undefined when it does. */
export function mappingProblem(
  side: "request" | "response",
  key: string,
  value: string,
): string | undefined {
  const [matches, place, name = ""] = keys[side].exec(key) ?? [];
  if (matches === undefined) {
    return `Invalid mapping expression specified: ${key} is no ${side} parameter that can be mapped`;
  }
  if (place === "header" && reserved.test(name)) {
    return `Operations on header ${name} are restricted`;
  }
  if (key.startsWith("remove:")) return undefined;
  for (const [, whole, inner] of value.matchAll(reference)) {
    const source = whole ?? inner ?? "";
    if (!sources[side].test(source)) {
      return `Invalid mapping expression specified: ${source} is not a source of a ${side} mapping`;
    }
  }
  return undefined;
}
