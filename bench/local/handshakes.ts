/**
 * Full handshakes with a client certificate: the CPU that one costs the stand-in's gateway, against a bare `tls.createServer` with the
 * same certificates and the same truststore, in processes of their own:
 *   node -r ./tests/register.js bench/local/handshakes.ts
 * Twice: against what Node does by default (in TLS 1.3 it writes session tickets, which the gateway must not), and without tickets.
 */
import { leastOf, line, percent } from "./measure";
import { certificatesOf, MeasuredServer, MeasuringClient } from "./processes";

const steps = 200;
const rounds = 8;

async function main(): Promise<void> {
  const certificates = await certificatesOf();
  const client = await MeasuringClient.start(certificates);
  const [gateway, bare, ticketless] = await Promise.all([
    MeasuredServer.start("gateway", certificates),
    MeasuredServer.start("tls", certificates),
    MeasuredServer.start("ticketless", certificates),
  ]);
  for (const version of ["TLSv1.3", "TLSv1.2"] as const) {
    const task = (server: MeasuredServer) => ({
      server,
      run: () =>
        client.perform({
          port: server.port,
          what: "handshake",
          times: steps,
          parallel: 4,
          version,
        }),
    });
    const tasks = { gateway: task(gateway), bare: task(bare), ticketless: task(ticketless) };
    const cost = await leastOf(rounds, steps, tasks);
    const each = (name: keyof typeof tasks) => `${cost[name].cpu.toFixed(2)} ms`;
    const spread = `figures spread by ${percent(cost.spread)}`;
    line(
      `${version}, handshakes: gateway / tls.createServer`,
      cost.bare.cpu / cost.gateway.cpu,
      { atLeast: 0.85 },
      `${each("gateway")} and ${each("bare")} of CPU each; ${spread}`,
    );
    const ratio = (cost.ticketless.cpu / cost.gateway.cpu).toFixed(2);
    console.log(`     the same without tickets: ${ratio} (no limit; ${each("ticketless")})`);
  }
  for (const server of [gateway, bare, ticketless]) server.end();
  client.end();
}

void main();
