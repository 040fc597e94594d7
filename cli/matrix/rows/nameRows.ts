import type { MatrixRow, RequestRow } from "../row";
import { region, stage } from "../world/cloud";
import { exchange, only } from "../clients/nodeClient";
import { tlsVersions, type Call } from "../clients/call";
import { observe } from "../observe";
import { allowed } from "./requestRows";

const urlsName = "curl always sends the name of its URL";
const noAddress = "it sends no address as SNI, as RFC 6066 says";
const noForgery = "the backend got none of them";
const crossed = "is not the server name of the TLS connection";
/** By which proxies tell a backend of a client's certificate. */
const forged = [
  "x-amzn-mtls-clientcert",
  "x-amzn-mtls-clientcert-subject",
  "x-client-cert",
  "x-forwarded-client-cert",
  "x-ssl-client-verify",
  "ssl-client-cert",
  "client-cert",
];

/** Names: what SNI says, what Host says, and ways around the domain. */
export const nameRows: readonly MatrixRow[] = [
  allowed("name/open-domain", "a domain without mutual TLS, no certificate", async (world) =>
    world.call(await world.openDomain()),
  ),
  forbidden(
    "name/open-sni-guarded-host",
    "SNI of a domain without mutual TLS, Host of one with it",
    async (world) => {
      const { name } = await world.trusting(world.root);
      return world.call(await world.openDomain(), { host: name });
    },
  ),
  forbidden(
    "name/guarded-sni-open-host",
    "SNI of a domain with mutual TLS and its client, Host of one without it",
    async (world) => {
      const { name } = await world.openDomain();
      return world.call(await world.trusting(world.root), { host: name, client: world.client });
    },
  ),
  forbidden(
    "name/other-guarded-host",
    "SNI of a domain and its client, Host of a domain that trusts another CA",
    async (world) => {
      const { name } = await world.trusting(world.issuing, world.root);
      return world.call(await world.trusting(world.root), { host: name, client: world.client });
    },
  ),
  {
    ...forbidden(
      "name/no-sni",
      "no SNI, Host of a domain with mutual TLS, its client",
      async (world) => ({
        ...world.call(await world.trusting(world.root), { client: world.client }),
        serverName: "",
      }),
    ),
    except: { curl: urlsName },
  },
  {
    ...forbidden(
      "name/ip-sni",
      "an IP address as SNI, Host of a domain with mutual TLS, its client",
      async (world) => ({
        ...world.call(await world.trusting(world.root), { client: world.client }),
        serverName: "127.0.0.1",
      }),
    ),
    except: { curl: noAddress, Node: noAddress },
  },
  {
    ...forbidden(
      "name/execute-api-off",
      "the execute-api endpoint of an API that has it disabled",
      (world) => {
        const name = `${world.cloud.api}.execute-api.${region}.amazonaws.com`;
        const plane = world.local.dataPlane;
        return world.call({ name, plane }, { path: `/${stage}/pets`, client: world.client });
      },
    ),
    reason: "no public execute-api endpoint",
    layer: "domain",
    standing: "documented",
  },
  {
    ...allowed(
      "name/execute-api-on",
      "the execute-api endpoint of an API that has it enabled: the way around mutual TLS that GW003 is about",
      (world) => {
        const name = `${world.cloud.openApi}.execute-api.${region}.amazonaws.com`;
        return world.call({ name, plane: world.local.dataPlane }, { path: `/${stage}/pets` });
      },
    ),
    layer: "domain",
  },
  forbidden(
    "name/execute-api-host",
    "SNI of the open execute-api endpoint, Host of a domain with mutual TLS",
    async (world) => {
      const name = `${world.cloud.openApi}.execute-api.${region}.amazonaws.com`;
      const { name: host } = await world.trusting(world.root);
      return world.call({ name, plane: world.local.dataPlane }, { host });
    },
  ),
  {
    kind: "scene",
    id: "name/two-hosts",
    tried: "two Host headers, by a trusted client",
    layer: "gateway",
    expected: 400,
    reason: "more than one Host header",
    standing: "assumed",
    versions: tlsVersions,
    play: async (world, version = "TLSv1.3") => {
      const { name } = await world.openDomain();
      const call = world.call(await world.trusting(world.root), { client: world.client });
      const headers = { Host: name };
      return observe(world, "gateway", () => exchange({ ...call, headers }, only(version)));
    },
  },
  {
    kind: "scene",
    id: "name/forged-headers",
    tried: `headers that claim a certificate (${forged.join(", ")})`,
    layer: "gateway",
    expected: 200,
    reason: noForgery,
    standing: "assumed",
    versions: tlsVersions,
    play: async (world, version = "TLSv1.3") => {
      const call: Call = {
        ...world.call(await world.openDomain(), { path: "/echo" }),
        headers: Object.fromEntries(forged.map((header) => [header, "CN=admin"])),
      };
      let body = "";
      const seen = await observe(world, "gateway", async () => {
        const sight = await exchange(call, only(version));
        body = sight.words;
        return sight;
      });
      const arrived = forged.filter((header) => body.includes(`"${header}"`));
      return body.includes('"host"')
        ? { ...seen, reason: arrived.length === 0 ? noForgery : `it got ${arrived.join(", ")}` }
        : { ...seen, reason: "the backend was not asked" };
    },
  },
];

function forbidden(id: string, tried: string, call: RequestRow["call"]): RequestRow {
  return { ...allowed(id, tried, call), expected: 403, reason: crossed, standing: "assumed" };
}
