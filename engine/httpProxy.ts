import { firstLine } from "./engineError";

/** Does fetch of this Node know NODE_USE_ENV_PROXY? See https://nodejs.org/api/cli.html#node_use_env_proxy1 */
const nodeKnowsProxies =
  Number.parseInt(process.versions.node, 10) >= 24 ||
  process.allowedNodeEnvironmentFlags.has("--use-env-proxy");

/** The HTTP proxy that curl takes for https URLs; undefined for none, and for a SOCKS proxy, which Node cannot use. */
function proxyOf(env: NodeJS.ProcessEnv): URL | undefined {
  const { https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY } = env;
  const given = [https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY].find((one) => (one ?? "") !== "");
  if (given === undefined) return undefined;
  const text = given.includes("://") ? given : `http://${given}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** An environment in which fetch of a new Node process goes through the proxy as curl does; Node itself knows no ALL_PROXY. */
export function throughProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const proxy = proxyOf(env);
  return proxy === undefined ? env : { ...env, NODE_USE_ENV_PROXY: "1", https_proxy: proxy.href };
}

/**
 * Why a fetch failed; where there is a proxy that it did not go through, with the proxy (never its password) and the
 * version of Node.
 */
export function fetchFailure(
  error: unknown,
  env: NodeJS.ProcessEnv,
  nodeCan = nodeKnowsProxies,
): string {
  const why = firstLine(error);
  const proxy = proxyOf(env);
  if (proxy === undefined || (nodeCan && env.NODE_USE_ENV_PROXY === "1")) return why;
  const remedy = nodeCan ? "set NODE_USE_ENV_PROXY=1" : "use Node 24 or newer";
  return `${why} (Node ${process.versions.node} goes past the proxy ${proxy.host}: ${remedy})`;
}
