import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { distributionTokens } from "../../frame/tokens";
import {
  customOrigins,
  hostsNamed,
  mutualTlsHosts,
  type MutualTlsHost,
  type Origin,
} from "./distributionOrigins";
import { hostSources, type HostSource } from "./hostSources";
import { oncePerProgram } from "../oncePerProgram";

/**
 * A custom origin of a distribution that has to do with mutual TLS: once for each domain that it leads to, for one
 * name may have a domain in each of several Regions.
 */
export interface MutualTlsOrigin {
  distribution: PolicyResource;
  origin: Origin;
  /** The domain of the program that it leads to; undefined: none, or nobody knows which. */
  host: MutualTlsHost | undefined;
  /**
   * "certain": a client certificate is set, or the host is an mTLS domain's. "possible": a preview cannot tell.
   */
  standing: "certain" | "possible";
}

/**
 * Every custom origin that shows a client certificate, or leads to an mTLS domain of the program, or may do so. A
 * distribution whose origins are not known is left to CF001, which leaves it open.
 */
export const mutualTlsOrigins = oncePerProgram((program) =>
  program
    .ofType(distributionTokens)
    .flatMap((distribution) => originsOf(program, distribution, mutualTlsHosts(program))),
);

function originsOf(
  program: Program,
  distribution: PolicyResource,
  hosts: readonly MutualTlsHost[],
): MutualTlsOrigin[] {
  const origins = customOrigins(program, distribution) ?? [];
  const unknowns = origins.filter(({ host }) => host.state === "unknown");
  const sources =
    hosts.length === 0 || unknowns.length === 0 ? [] : hostSources(program, distribution, hosts);
  const matched = new Set(origins.flatMap(({ host }) => hostsNamed(program, host)));
  const rest = sources.filter(({ host }) => host === undefined || !matched.has(host));
  const only = unknowns.length === 1 ? onlyHost(rest, sources) : undefined;
  return origins.flatMap((origin) => {
    const isUnknown = origin.host.state === "unknown";
    const named = isUnknown ? [only] : hostsNamed(program, origin.host);
    return (named.length === 0 ? [undefined] : named).flatMap((host): MutualTlsOrigin[] => {
      const standing = standingOf(origin, host, isUnknown && mayBeMutualTls(rest));
      return standing === undefined ? [] : [{ distribution, origin, host, standing }];
    });
  });
}

/** The one unknown host is that of the one mTLS domain that no known host shows, when nothing else brings a host. */
function onlyHost(
  rest: readonly HostSource[],
  sources: readonly HostSource[],
): MutualTlsHost | undefined {
  const isProved = sources.every(({ standing }) => standing === "its" || standing === "bucket");
  const found = [...new Set(rest.map(({ host }) => host).filter((host) => host !== undefined))];
  return isProved && found.length === 1 ? found[0] : undefined;
}

function mayBeMutualTls(rest: readonly HostSource[]): boolean {
  return rest.some(({ standing }) => standing === "its" || standing === "maybe");
}

function standingOf(
  { certificate, isTenants }: Origin,
  host: MutualTlsHost | undefined,
  mayLead: boolean,
): MutualTlsOrigin["standing"] | undefined {
  if (certificate === "set") return "certain";
  if (host !== undefined) return host.isMutualTlsUnknown ? "possible" : "certain";
  const isPossible = mayLead || certificate === "unknown" || isTenants;
  return isPossible ? "possible" : undefined;
}
