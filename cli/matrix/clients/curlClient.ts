import { anyStrength, type Call, type Sight, type TlsClient, type TlsVersion } from "./call";
import { runCommand } from "./command";
import type { PemFiles } from "./pemFiles";

/** `curl --http1.1`, as in the walk-through. It takes the name of its URL for SNI: calls without one are not for it. */
export function curlClient(files: PemFiles): TlsClient {
  return {
    send: async (call, version) => {
      // curl reads the client's certificate before it hears of --ciphers: the bar is lowered where OpenSSL itself looks.
      const env = { OPENSSL_CONF: files.path(weakConfig) };
      return sight(await runCommand("curl", argumentsFor(files, call, version), { env }));
    },
  };
}

const weakConfig = `openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = any
[any]
CipherString = ${anyStrength}
`;

function argumentsFor(files: PemFiles, call: Call, version: TlsVersion): string[] {
  const { client, chainPem = "", method = "GET", headers = {}, body } = call;
  const number = version.replace("TLSv", "");
  return [
    ...["--silent", "--show-error", "--http1.1", "--max-time", "15", "--noproxy", "*", "--include"],
    ...[`--tlsv${number}`, "--tls-max", number, "--ciphers", anyStrength],
    ...["--resolve", `${call.serverName}:${call.port}:127.0.0.1`, "--cacert", files.path(call.ca)],
    ...(client === undefined
      ? []
      : ["--cert", files.path(client.pem + chainPem), "--key", files.path(client.keyPem)]),
    ...["--header", `Host: ${call.host}`],
    ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ...(body === undefined ? [] : ["--request", method, "--data-raw", body]),
    `https://${call.serverName}:${call.port}${call.path}`,
  ];
}

/** 52 is "Empty reply from server": the connection was made and closed with no answer. */
function sight({ status, stdout, stderr }: Awaited<ReturnType<typeof runCommand>>): Sight {
  const code = /^HTTP\/1\.1 (\d{3})/.exec(stdout)?.[1];
  if (code !== undefined) return { outcome: Number(code), words: stdout };
  return { outcome: status === 52 ? "closed" : "no handshake", words: stderr.trim() };
}
