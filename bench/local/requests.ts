/**
 * Requests on connections that are kept, through the gateway to a backend, against a plain HTTPS proxy with the same certificates and as
 * many hops; and what a refused client costs, against one that is let in:
 *   node -r ./tests/register.js bench/local/requests.ts
 */
import { leastOf, line, percent } from "./measure";
import { certificatesOf, MeasuredServer, MeasuringClient } from "./processes";

// Many short rounds: the least of them was disturbed by nothing else on the machine.
const rounds = 40;
const kept = { times: 500, parallel: 4 };
const fresh = { times: 80, parallel: 4 };

async function main(): Promise<void> {
  const certificates = await certificatesOf();
  const client = await MeasuringClient.start(certificates);
  const backend = await MeasuredServer.start("backend", certificates);
  const gateway = await MeasuredServer.start("gateway", certificates, backend);
  const proxy = await MeasuredServer.start("proxy", certificates, backend);
  const version = "TLSv1.3";

  const warm = (server: MeasuredServer) => ({
    server,
    run: () => client.perform({ port: server.port, what: "request", version, ...kept }),
  });
  const cost = await leastOf(rounds, kept.times, { gateway: warm(gateway), proxy: warm(proxy) });
  line(
    "requests on a kept connection: gateway / plain proxy",
    cost.proxy.cpu / cost.gateway.cpu,
    { atLeast: 0.6 },
    `${cost.gateway.cpu.toFixed(3)} ms and ${cost.proxy.cpu.toFixed(3)} ms of CPU each; figures spread by ${percent(cost.spread)}`,
  );

  const connecting = (rogue: boolean) => ({
    server: gateway,
    run: () =>
      client.perform({
        port: gateway.port,
        what: "connectAndRequest",
        version,
        ...fresh,
        rogue,
        status: rogue ? 403 : 200,
      }),
  });
  const first = await leastOf(rounds, fresh.times, {
    accepted: connecting(false),
    refused: connecting(true),
  });
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
