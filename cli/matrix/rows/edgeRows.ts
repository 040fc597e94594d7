import type { Values } from "@mtls-gateway/local";
import type { Call } from "../clients/call";
import { exchange, only } from "../clients/nodeClient";
import { observe } from "../observe";
import type { MatrixRow, RequestRow, SceneRow, Seen } from "../row";
import type { Actor } from "../world/actor";
import { certificateHeaders } from "../world/backend";
import type { MatrixWorld } from "../world/matrixWorld";
import { startOrigin } from "../world/origin";
import { noIssuer } from "./requestRows";

/** What a viewer gets when CloudFront's own handshake with the origin goes wrong. Viewers show no certificate. */
export const edgeRows: readonly MatrixRow[] = [
  viewer(
    "edge/valid",
    "CloudFront with a client certificate that the origin's truststore has the CA of",
    async (world) => behind(world, world.client),
  ),
  {
    ...viewer(
      "edge/no-certificate",
      "CloudFront without originMtlsConfig, in front of a domain with mutual TLS",
      async (world) => behind(world, undefined),
    ),
    expected: 502,
    reason: "CloudFront presents no client certificate",
    standing: "observed",
  },
  {
    ...viewer(
      "edge/rogue",
      "CloudFront with a certificate of a CA that the truststore has not: the gateway's 403 is handed on",
      async (world) => {
        const rogue = await world.actor({ commonName: "MyRootCA", ca: true });
        return behind(world, await world.actor({ commonName: "my-client", issuer: rogue }));
      },
    ),
    expected: 403,
    log: "gateway",
    rules: ["CC001"],
    reason: noIssuer,
  },
  {
    ...scene(
      "edge/expired",
      "CloudFront with a certificate that expired after its import: the gateway's 403 is handed on",
    ),
    expected: 403,
    rules: ["CC002"],
    reason: "Access denied. Reason: ",
    play: async (world) => {
      const { root: issuer } = world;
      const spec = { commonName: "my-client", issuer, notAfter: world.at(60) };
      const call = world.edgeCall(await behind(world, await world.actor(spec)));
      return world.later(61, () =>
        observe(world, "gateway", () => exchange(call, only("TLSv1.3"))),
      );
    },
  },
  {
    ...viewer(
      "edge/origin-tls-1-1",
      "CloudFront that is to speak TLS 1.1 alone to a domain with mutual TLS",
      async (world) => behind(world, world.client, { originSslProtocols: ["TLSv1.1"] }),
    ),
    expected: 502,
    reason: "is offered TLSv1.1, and not TLSv1.2",
  },
  {
    ...origin(
      "edge/origin-refuses-client",
      "an origin that refuses CloudFront's certificate within the handshake",
      async (world) => {
        const [name] = originNames;
        const certificate = await world.local.account.publicCa.serverCertificate([name]);
        const other = await world.actor({ commonName: "OriginsOwnCA", ca: true });
        return { ...certificate, clientCaPem: other.pem };
      },
    ),
    reason: "no connection to origin.example.com",
  },
  {
    ...origin(
      "edge/origin-self-signed",
      "an origin whose server certificate is self-signed",
      async (world) => {
        const [name] = originNames;
        const server = await world.actor({
          commonName: name,
          subjectAltNames: [name],
          extendedKeyUsage: ["serverAuth"],
        });
        return { certificatePem: server.pem, privateKeyPem: server.keyPem };
      },
    ),
    reason: "self-signed certificate",
  },
  {
    ...origin(
      "edge/origin-private-ca",
      "an origin whose server certificate is of a private CA",
      async (world) => {
        const [name] = originNames;
        const server = await world.actor({
          commonName: name,
          issuer: world.root,
          subjectAltNames: [name],
          extendedKeyUsage: ["serverAuth"],
        });
        return { certificatePem: server.pem, privateKeyPem: server.keyPem };
      },
    ),
    reason: "unable to verify the first certificate",
  },
  {
    ...origin(
      "edge/origin-other-name",
      "an origin whose server certificate has another name",
      (world) => world.local.account.publicCa.serverCertificate(["other.example.com"]),
    ),
    reason: "does not match certificate's altnames",
  },
  {
    ...origin(
      "edge/forged-headers",
      "a viewer's headers that claim a certificate, to an origin that answers 409 when it gets one",
      (world) => world.local.account.publicCa.serverCertificate([...originNames]),
      Object.fromEntries(certificateHeaders.map((header) => [header, "CN=admin"])),
    ),
    expected: 200,
    standing: "assumed",
  },
  {
    ...viewer(
      "edge/get-with-body",
      "a viewer's GET with a body",
      async (world) => behind(world, world.client),
      { headers: { "Content-Length": "2" }, body: "{}" },
    ),
    expected: 403,
    reason: "a GET request with a body",
  },
  {
    ...scene(
      "edge/smuggled",
      "a viewer's HEAD whose body is a second request, for a path of its own: the gateway hears of the HEAD alone",
    ),
    expected: 403,
    reason: "no HEAD /pets",
    standing: "assumed",
    play: smuggled,
  },
];

const originNames = ["origin.example.com"] as const;

function viewer(
  id: string,
  tried: string,
  distribution: (world: MatrixWorld) => Promise<string>,
  more: Partial<Call> = {},
): RequestRow {
  return {
    kind: "request",
    id,
    tried,
    layer: "edge",
    expected: 200,
    standing: "documented",
    call: async (world) => ({ ...world.edgeCall(await distribution(world)), ...more }),
  };
}

/** What became of the HEAD; of the request in its body, if the gateway has heard of that. */
async function smuggled(world: MatrixWorld): Promise<Seen> {
  const viewer = world.edgeCall(await behind(world, world.client));
  const { name } = await world.trusting(world.root);
  const path = "/pets?smuggled";
  const inner = `GET ${path} HTTP/1.1\r\nHost: ${name}\r\n\r\n`;
  const head: Call = {
    ...viewer,
    method: "HEAD",
    headers: { "Transfer-Encoding": "chunked" },
    body: `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`,
  };
  const seen = await observe(world, "gateway", () => exchange(head, only("TLSv1.3")));
  // This one goes the same way: what is before it there has been answered then.
  await exchange(viewer, only("TLSv1.3"));
  const heard = (await world.logs()).find((entry) => entry.path === path);
  return heard === undefined ? seen : { ...seen, outcome: heard.status };
}

function scene(id: string, tried: string): Omit<SceneRow, "play"> {
  return { kind: "scene", id, tried, layer: "edge", expected: 502, standing: "documented" };
}

/** A distribution with this client certificate in front of the domain that trusts the root. */
async function behind(
  world: MatrixWorld,
  client: Actor | undefined,
  config: Values = {},
): Promise<string> {
  const { cloud } = world;
  const { name } = await world.trusting(world.root);
  await world.record(name);
  const arns = client === undefined ? [] : [await cloud.importCertificate(client)];
  const made = await cloud.distribution(name, arns, config);
  await cloud.settled();
  return made;
}

/** A distribution in front of an origin of its own, outside API Gateway. */
function origin(
  id: string,
  tried: string,
  server: (world: MatrixWorld) => Promise<Parameters<typeof startOrigin>[0]>,
  headers: Readonly<Record<string, string>> = {},
): SceneRow {
  return {
    ...scene(id, tried),
    play: async (world) => {
      const [name] = originNames;
      const running = await startOrigin(await server(world));
      try {
        await world.record(name);
        const arn = await world.cloud.importCertificate(world.client);
        const config = { httpsPort: running.port };
        const domainName = await world.cloud.distribution(name, [arn], config);
        const call = { ...world.edgeCall(domainName), headers };
        await world.cloud.settled();
        return await observe(world, "edge", () => exchange(call, only("TLSv1.3")));
      } finally {
        await running.close();
      }
    },
  };
}
