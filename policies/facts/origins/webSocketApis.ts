import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import type { MutualTlsHost, Origin } from "./distributionOrigins";
import { mappedApis } from "../domains/mappedApis";
import { indexed, oncePerProgram } from "../oncePerProgram";

/** WebSocket APIs of the program by their IDs. */
const ownApis = oncePerProgram((program) =>
  indexed(
    program.ofType([tokens.httpApi]).filter(({ urn }) => webSocketUrns(program).has(urn)),
    (api) => [textOf(program.see(api, "id"))?.toLowerCase()],
  ),
);

const webSocketUrns = oncePerProgram((program) => {
  const apis = program
    .ofType([tokens.httpApi])
    .filter((api) => textOf(program.see(api, "protocolType")) === "WEBSOCKET");
  return new Set(apis.map(({ urn }) => urn));
});

/** Those that are mapped to an mTLS domain for certain, by the domain. */
const mappedToDomain = oncePerProgram((program) =>
  indexed(
    mappedApis(program).filter(
      ({ api, isProved }) => isProved && webSocketUrns(program).has(api.urn),
    ),
    ({ domain }) => [domain],
  ),
);

/** Name of the WebSocket API of the program that an origin leads to: mapped to its domain, or by its own host. */
export function webSocketApiOf(
  program: Program,
  origin: Origin,
  host: MutualTlsHost | undefined,
): string | undefined {
  const [, id] = /^([^.]+)\.execute-api\./.exec(textOf(origin.host)?.toLowerCase() ?? "") ?? [];
  const [own] = id === undefined ? [] : (ownApis(program).get(id) ?? []);
  if (own !== undefined || host === undefined) return own?.name;
  return mappedToDomain(program).get(host.resource)?.[0]?.api.name;
}
