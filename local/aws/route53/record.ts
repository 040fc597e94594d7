import type { Account } from "../../account/account";
import type { HostedZone, RecordSet } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { list, object, text } from "../text";
import { checkAliasTarget } from "./aliasTarget";
import { ttlProblem, valueProblem } from "./recordValues";
import { nameInZone, route53Error, zoneById } from "./zoneStore";

const operation = "ChangeResourceRecordSets";
const types = ["A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA"];

/** `aws.route53.Record`: simple routing; alias records of type A and AAAA resolve on this machine, and CNAMEs. */
export function record(account: Account): ResourceType {
  return {
    token: "aws:route53/record:Record",
    properties: {
      emulated: ["aliases", "allowOverwrite", "name", "records", "ttl", "type", "zoneId"],
      refused: Object.fromEntries(
        [
          "cidrRoutingPolicy",
          "failoverRoutingPolicies",
          "geolocationRoutingPolicies",
          "geoproximityRoutingPolicy",
          "healthCheckId",
          "latencyRoutingPolicies",
          "setIdentifier",
          "weightedRoutingPolicies",
        ].map((name) => [name, "records have simple routing here"]),
      ),
      inert: { multivalueAnswerRoutingPolicy: [false] },
      replaces: ["name", "zoneId"],
      computed: ["allowOverwrite"],
      enums: { type: [...types, "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"] },
      exactlyOne: [["aliases", "records"]],
      conflicts: [["aliases", "ttl"]],
      names: ["name"],
      sets: ["records"],
      writeOnly: ["allowOverwrite", "name"],
    },
    check,
    plannedOutputs(inputs) {
      const zone = account.state.zones[text(inputs.zoneId)];
      const planned: Values = {};
      if (zone !== undefined) planned.fqdn = nameInZone(text(inputs.name), zone);
      return planned;
    },
    create(inputs) {
      return doing(`creating Route53 Record`, () =>
        account.change((draft) => {
          const zone = zoneById(draft, text(inputs.zoneId), operation);
          const made = recordSet(zone, inputs);
          const key = keyOf(made);
          refuseConflict(zone, made, inputs.allowOverwrite === true);
          refuseAlias(draft, zone, made);
          zone.records[key] = made;
          return { id: `${zone.id}_${made.name}_${made.type}`, outputs: describe(zone, made) };
        }),
      );
    },
    read(id, outputs) {
      const { zoneId, name, type } = placeOf(id, outputs);
      const zone = account.state.zones[zoneId];
      const found = zone?.records[`${nameInZone(name, zone)}_${type}`];
      if (zone === undefined || found === undefined) return undefined;
      const known = describe(zone, found);
      return outputs.name === undefined ? known : { ...known, name: outputs.name };
    },
    update(_, inputs, outputs) {
      return doing(`updating Route53 Record`, () =>
        account.change((draft) => {
          const zone = zoneById(draft, text(inputs.zoneId), operation);
          const before = recordSet(zone, { ...inputs, type: text(outputs.type) });
          const after = recordSet(zone, inputs);
          Reflect.deleteProperty(zone.records, keyOf(before));
          refuseConflict(zone, after, inputs.allowOverwrite === true);
          refuseAlias(draft, zone, after);
          zone.records[keyOf(after)] = after;
          return describe(zone, after);
        }),
      );
    },
    delete(_, outputs) {
      const zone = account.state.zones[text(outputs.zoneId)];
      const key = `${text(outputs.fqdn)}_${text(outputs.type)}`;
      if (zone?.records[key] === undefined) return;
      account.change((draft) => {
        const found = zoneById(draft, text(outputs.zoneId), operation);
        Reflect.deleteProperty(found.records, key);
      });
    },
  };
}

/** The provider reads by what it knows, the ID is for imports: that keeps its type when the record gets another one. */
function placeOf(id: string, outputs: Values): { zoneId: string; name: string; type: string } {
  const { zoneId, fqdn, type } = outputs;
  if (type !== undefined) return { zoneId: text(zoneId), name: text(fqdn), type: text(type) };
  const [, zone = "", name = "", last = ""] = /^([^_]+)_(.*)_([A-Z]+)$/.exec(id) ?? [];
  return { zoneId: zone, name, type: last };
}

function check(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (inputs.records !== undefined && inputs.ttl === undefined) {
    const reason = `Missing required argument. "records": all of "records,ttl" must be specified`;
    failures.push({ property: "ttl", reason });
  }
  if (list(inputs.aliases).length > 1) {
    failures.push({ property: "aliases", reason: "Too many list items: at most 1 is allowed" });
  }
  return failures;
}

/** To the provider the values are a set: one that is given twice is sent once. */
function recordSet(zone: HostedZone, inputs: Values): RecordSet {
  const { records } = inputs;
  return {
    name: nameInZone(text(inputs.name), zone),
    type: text(inputs.type),
    settings: Array.isArray(records) ? { ...inputs, records: [...new Set(records)] } : inputs,
  };
}

function keyOf({ name, type }: RecordSet): string {
  return `${name}_${type}`;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
function refuseConflict(zone: HostedZone, made: RecordSet, overwrite: boolean): void {
  const refuse = (why: string): never => {
    throw route53Error(operation, 400, "InvalidChangeBatch", `[${why}]`);
  };
  const { name, type, settings } = made;
  const badTtl = ttlProblem(settings);
  if (badTtl !== undefined) throw route53Error(operation, 400, "InvalidInput", badTtl);
  const says = `Tried to create resource record set [name='${name}.', type='${type}']`;
  const apexTypes = name === zone.name && (type === "NS" || type === "SOA");
  if ((zone.records[keyOf(made)] !== undefined || apexTypes) && !overwrite) {
    refuse(`${says} but it already exists`);
  }
  const others = Object.values(zone.records).filter(
    (one) => one.name === name && one.type !== type,
  );
  const clash = others.find((one) => type === "CNAME" || one.type === "CNAME");
  if (clash !== undefined || (type === "CNAME" && name === zone.name)) {
    const holder = clash === undefined ? "the zone's apex" : `type ${clash.type}`;
    refuse(
      `RRSet of type ${type} with DNS name ${name}. is not permitted because a conflicting RRSet of ${holder} with the same DNS name already exists in zone ${zone.name}.`,
    );
  }
  const problem = valueProblem(type, settings);
  if (problem !== undefined) refuse(`Invalid Resource Record: 'FATAL problem: ${problem}'`);
}

function refuseAlias(
  state: Parameters<typeof checkAliasTarget>[0],
  zone: HostedZone,
  { name, type, settings }: RecordSet,
): void {
  for (const alias of list(settings.aliases)) {
    const target = { name: text(object(alias).name), zoneId: text(object(alias).zoneId) };
    checkAliasTarget(state, target, { name, type, zoneId: zone.id });
  }
}

function describe(zone: HostedZone, { name, settings }: RecordSet): Values {
  return { ...settings, zoneId: zone.id, name: text(settings.name), fqdn: name };
}
