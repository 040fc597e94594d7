import * as os from "node:os";
import * as path from "node:path";

/**
 * The folder that mtls-gateway keeps things in that it can make again: `MTLS_GATEWAY_CACHE`, else `mtls-gateway` in
 * the user's cache folder as the platform has it.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const own = env.MTLS_GATEWAY_CACHE;
  if (own !== undefined && own !== "") return path.resolve(own);
  return path.join(usersCache(env), "mtls-gateway");
}

function usersCache(env: NodeJS.ProcessEnv): string {
  const home = env.HOME !== undefined && env.HOME !== "" ? env.HOME : os.homedir();
  switch (process.platform) {
    case "darwin":
      return path.join(home, "Library", "Caches");
    case "win32":
      return env.LOCALAPPDATA ?? path.join(home, "AppData", "Local");
    default: {
      // The XDG specification says that a relative path is to be ignored.
      const xdg = env.XDG_CACHE_HOME;
      return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache");
    }
  }
}
