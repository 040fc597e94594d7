import type { MatrixRow, RequestRow } from "../row";
import { certificateHeaders } from "../world/backend";
import { region, stage } from "../world/cloud";
import { allowed } from "./requestRows";

const urlsName = "curl always sends the name of its URL";
const noAddress = "it sends no address as SNI, as RFC 6066 says";
const crossed = "is not the server name of the TLS connection";

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
    ...forbidden("name/two-hosts", "two Host headers, by a trusted client", async (world) => {
      const { name } = await world.openDomain();
      const call = world.call(await world.trusting(world.root), { client: world.client });
      return { ...call, headers: { Host: name } };
    }),
    expected: 400,
    reason: "more than one Host header",
    except: { curl: "it sends one Host header" },
  },
  {
    ...forbidden(
      "name/absolute-target",
      "a whole URL as the target of the request, by a trusted client",
      async (world) => {
        const call = world.call(await world.trusting(world.root), { client: world.client });
        return { ...call, path: `https://${call.host}${call.path}` };
      },
    ),
    expected: 400,
    reason: "the request target is not a path",
    except: { curl: "it sends a whole URL to proxies alone" },
  },
  {
    ...allowed(
      "name/forged-headers",
      `headers that claim a certificate (${certificateHeaders.join(", ")}), to a backend that answers 409 when it gets one`,
      async (world) => ({
        ...world.call(await world.openDomain(), { path: "/backend" }),
        headers: Object.fromEntries(certificateHeaders.map((header) => [header, "CN=admin"])),
      }),
    ),
    standing: "assumed",
  },
];

function forbidden(id: string, tried: string, call: RequestRow["call"]): RequestRow {
  return { ...allowed(id, tried, call), expected: 403, reason: crossed, standing: "assumed" };
}
