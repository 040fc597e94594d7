import { createHash } from "node:crypto";
import { newUuid } from "../../account/identifiers";
import type { AccountState, HostedZone } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import type { Values } from "../../provider/values";

export function route53Error(
  operation: string,
  status: number,
  code: string,
  detail: string,
): AwsError {
  return new AwsError("Route 53", operation, status, code, detail);
}

/** Lower case, without the dot at the end. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** A new public hosted zone with its own NS and SOA records. */
export function makeZone(id: string, name: string, given: boolean, settings: Values): HostedZone {
  const digest = createHash("sha256").update(id).digest();
  const nameServers = ["com", "net", "org", "co.uk"].map((top, index) => {
    const number = digest.readUInt16BE(index * 2) % 512;
    return `ns-${number + index * 512}.awsdns-${String(number % 64).padStart(2, "0")}.${top}`;
  });
  return {
    id,
    name: plainName(name),
    callerReference: newUuid(),
    settings,
    nameServers,
    given,
    records: {},
  };
}

/** The zones that the account comes with: public zones of the documentation's names (RFC 2606) and what the user adds. */
export function giveZones(draft: AccountState, names: readonly string[]): void {
  for (const name of names.map(plainName)) {
    const known = Object.values(draft.zones).some((zone) => zone.name === name);
    if (known) continue;
    const id = `Z${createHash("sha256").update(name).digest("hex").slice(0, 20).toUpperCase()}`;
    draft.zones[id] = makeZone(id, name, true, { comment: "" });
  }
}

/** The zone by ID, with or without `/hostedzone/`. Throws `NoSuchHostedZone`. */
export function zoneById(state: Readonly<AccountState>, id: string, operation: string): HostedZone {
  const bare = id.replace(/^\/?hostedzone\//, "");
  const zone = state.zones[bare];
  if (zone === undefined) {
    const detail = `No hosted zone found with ID: ${bare}`;
    throw route53Error(operation, 404, "NoSuchHostedZone", detail);
  }
  return zone;
}

/** What the provider makes of a record's name: absolute names stay, others are put into the zone. */
export function nameInZone(name: string, zone: HostedZone): string {
  const plain = plainName(name);
  if (plain === "" || plain === zone.name) return zone.name;
  return plain.endsWith(`.${zone.name}`) ? plain : `${plain}.${zone.name}`;
}
