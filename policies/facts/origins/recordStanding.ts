import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { lengthOf, textOf, type Seen } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import type { MutualTlsHost } from "./distributionOrigins";

/**
 * Whether a Route 53 record's `fqdn`, which a preview does not know, is an mTLS domain's name. It is the name,
 * with the zone's behind it where the name does not end in that; the zone is often known at `up` only.
 */
export function recordStanding(
  program: Program,
  record: PolicyResource,
  host: MutualTlsHost,
): "its" | "maybe" | "other" {
  const leads = leadsTo(program, record, host);
  const name = textOf(program.see(record, "name"))?.toLowerCase().replace(/\.$/, "");
  if (name === undefined) {
    const isNamedAfter = program.sources(record, "name").includes(host.resource);
    return leads && isNamedAfter ? "its" : "maybe";
  }
  if (host.hosts.includes(name)) return "its";
  const zone = zoneName(program, record);
  if (zone !== undefined && host.hosts.includes([name, zone].filter(Boolean).join(".")))
    return "its";
  const mayContinue =
    zone === undefined && (name === "" || host.hosts.some((each) => each.startsWith(`${name}.`)));
  if (mayContinue && name !== "" && leads) return "its";
  // A record of another name that leads to the domain is odd enough to be looked at once more at `up`.
  return mayContinue || leads || !host.isNameKnown ? "maybe" : "other";
}

/** The record's alias or CNAME target is the domain, directly or through another record. */
function leadsTo(program: Program, record: PolicyResource, host: MutualTlsHost): boolean {
  const sources = ["aliases", "records"].flatMap((property) => program.sources(record, property));
  return (
    sources.some(
      (source) =>
        source === host.resource ||
        (source.type === tokens.record && source !== record && leadsTo(program, source, host)),
    ) || targets(program, record).some((target) => host.hosts.includes(target))
  );
}

/** The targets whose names are known. */
function targets(program: Program, record: PolicyResource): string[] {
  const aliases = program.see(record, "aliases");
  const records = program.see(record, "records");
  return [
    ...indices(aliases).map((index) => program.see(record, "aliases", index, "name")),
    ...indices(records).map((index) => program.see(record, "records", index)),
  ]
    .map(textOf)
    .filter((target) => target !== undefined)
    .map((target) => target.toLowerCase().replace(/\.$/, ""));
}

function indices(list: Seen): number[] {
  return Array.from({ length: lengthOf(list) ?? 0 }, (_, index) => index);
}

/** The name of the record's zone, where the program makes the zone. */
function zoneName(program: Program, record: PolicyResource): string | undefined {
  const zones = program.sources(record, "zoneId").filter(({ type }) => type === tokens.zone);
  const [zone] = zones;
  if (zone === undefined || zones.length > 1) return undefined;
  return textOf(program.see(zone, "name"))?.toLowerCase().replace(/\.$/, "");
}
