/**
 * Requests on connections that are kept, through the gateway to a backend, against a plain HTTPS proxy with the same certificates and as
 * many hops; and what a refused client costs, against one that is let in:
 *   node -r ./tests/register.js bench/local/requests.ts
 */
import { leastOf, line, percent } from "./measure";
import { certificatesOf, MeasuredServer, MeasuringClient } from "./processes";

const rounds = 14;

async function main(): Promise<void> {
  const certificates = await certificatesOf();
  const client = await MeasuringClient.start(certificates);
  const backend = await MeasuredServer.start("backend", certificates);
  const gateway = await MeasuredServer.start("gateway", certificates, backend);
  const proxy = await MeasuredServer.start("proxy", certificates, backend);
  const version = "TLSv1.3";

  const warm = (server: MeasuredServer) => ({
    server,
    run: () =>
      client.perform({ port: server.port, what: "request", times: 1500, parallel: 4, version }),
  });
  const kept = await leastOf(rounds, 1500, { gateway: warm(gateway), proxy: warm(proxy) });
  line(
    "requests on a kept connection: gateway / plain proxy",
    kept.proxy.cpu / kept.gateway.cpu,
    { atLeast: 0.6 },
    `${kept.gateway.cpu.toFixed(3)} ms and ${kept.proxy.cpu.toFixed(3)} ms of CPU each; figures spread by ${percent(kept.spread)}`,
  );

  const fresh = (rogue: boolean) => ({
    server: gateway,
    run: () =>
      client.perform({
        port: gateway.port,
        what: "connectAndRequest",
        times: 200,
        parallel: 4,
        version,
        rogue,
        status: rogue ? 403 : 200,
      }),
  });
  const first = await leastOf(rounds, 200, { accepted: fresh(false), refused: fresh(true) });
  line(
    "a connection and a request: refused / let in",
    first.refused.cpu / first.accepted.cpu,
    { atMost: 1 },
    `${first.refused.cpu.toFixed(2)} ms and ${first.accepted.cpu.toFixed(2)} ms of CPU each; figures spread by ${percent(first.spread)}`,
  );
  for (const server of [gateway, proxy, backend]) server.end();
  client.end();
}

void main();
