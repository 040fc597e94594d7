import { isIP } from "node:net";
import { anyStrength, requestText, type Call, type Sight, type TlsClient } from "./call";
import { runCommand, type CommandEnd } from "./command";
import type { PemFiles } from "./pemFiles";

/** `openssl s_client` with the request on its standard input. */
export function opensslClient(files: PemFiles): TlsClient {
  return {
    send: (call, version) =>
      sClient(files, call, version === "TLSv1.2" ? ["-tls1_2"] : ["-tls1_3"]),
  };
}

/** The same with options of its own in place of a version. */
export async function sClient(
  files: PemFiles,
  call: Call,
  options: readonly string[],
  ciphers = anyStrength,
): Promise<Sight> {
  const args = [...argumentsFor(files, call), "-cipher", ciphers, ...options];
  return sight(await runCommand("openssl", args, { input: requestText(call), ends: false }));
}

function argumentsFor(files: PemFiles, call: Call): string[] {
  const { client, chainPem = "", serverName } = call;
  return [
    ...["s_client", "-connect", `127.0.0.1:${call.port}`, "-ign_eof", "-nocommands"],
    // OpenSSL's command sends an address as SNI where it is told to; RFC 6066 forbids it, clients do it all the same.
    ...(serverName === "" ? ["-noservername"] : ["-servername", serverName]),
    ...["-CAfile", files.path(call.ca), "-verify_return_error"],
    ...(serverName === "" || isIP(serverName) !== 0 ? [] : ["-verify_hostname", serverName]),
    ...(client === undefined
      ? []
      : ["-cert", files.path(client.pem), "-key", files.path(client.keyPem)]),
    ...(client === undefined || chainPem === "" ? [] : ["-cert_chain", files.path(chainPem)]),
  ];
}

/** An alert, or an end within the handshake, is told on standard error; a connection closed in good order is not. */
function sight({ stdout, stderr }: CommandEnd): Sight {
  const status = /^HTTP\/1\.1 (\d{3})/m.exec(stdout)?.[1];
  if (status !== undefined) return { outcome: Number(status), words: stdout };
  const broken = /error:|alert|errno|unexpected eof/i.exec(stderr) !== null;
  const none = /Cipher is \(NONE\)/.test(stdout);
  const words = stderr.trim().split("\n").at(-1) ?? "";
  return { outcome: broken || none ? "no handshake" : "closed", words };
}
