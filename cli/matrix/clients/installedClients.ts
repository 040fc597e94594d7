import type { ClientName } from "../row";
import type { TlsClient } from "./call";
import { versionOf } from "./command";
import { curlClient } from "./curlClient";
import { nodeClient } from "./nodeClient";
import { opensslClient } from "./opensslClient";
import { PemFiles } from "./pemFiles";

/** The clients of this machine; for one that it has not, why not. `raw` is a socket, so Node stands for it. */
export async function installedClients(
  folder: string,
): Promise<ReadonlyMap<ClientName, TlsClient | string>> {
  const files = new PemFiles(folder);
  const [curl, openssl] = await Promise.all([
    versionOf("curl", ["--version"]),
    versionOf("openssl", ["version"]),
  ]);
  return new Map<ClientName, TlsClient | string>([
    ["Node", nodeClient],
    ["raw", nodeClient],
    ["curl", curlFit(curl) ?? curlClient(files)],
    ["openssl", opensslFit(openssl) ?? opensslClient(files)],
  ]);
}

/** The options of a row are those of curl built with OpenSSL. */
function curlFit(version: string | undefined): string | undefined {
  if (version === undefined) return "curl is not installed";
  return version.includes("OpenSSL") ? undefined : "this curl is not built with OpenSSL";
}

function opensslFit(version: string | undefined): string | undefined {
  if (version === undefined) return "openssl is not installed";
  return /^OpenSSL ([3-9]|1\.1\.1)/.test(version)
    ? undefined
    : `${version} is too old, or no OpenSSL`;
}
