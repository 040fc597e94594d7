import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { readDomain } from "./domainReading";
import { mappings, type Mapping, type MappingTarget } from "./mappings";

/** One way to one API: a mapping on a custom domain. */
export interface Door {
  mapping: PolicyResource;
  /** Custom domains of the program that the mapping can be on. None: the domain is from elsewhere. */
  domains: PolicyResource[];
  /** The domain's name, or the mapping's where that is not known. */
  domainName: string;
  /** Whether the domain asks for client certificates. undefined: nobody knows, or the domain is from elsewhere. */
  mutualTls: boolean | undefined;
  /** The mapping leads to this API, and not perhaps to another. */
  isCertain: boolean;
}

/** One API, and every way that the program's mappings open to it. */
export interface ApiDoors {
  /** The API's name, or its ID where the program does not make it. */
  api: string;
  doors: Door[];
}

/** The APIs that the program's mappings lead to. An API ID means one API in one Region alone. */
export function apiDoors(program: Program): ApiDoors[] {
  const byApi = new Map<string, ApiDoors>();
  for (const mapping of mappings(program)) {
    for (const target of mapping.targets) {
      const apis = apisOf(program, mapping, target);
      const door = { ...doorOf(program, mapping), isCertain: apis.length === 1 };
      for (const { key, api } of apis) {
        const entry = byApi.get(key) ?? { api, doors: [] };
        entry.doors.push(door);
        byApi.set(key, entry);
      }
    }
  }
  return [...byApi.values()];
}

function apisOf(
  program: Program,
  mapping: Mapping,
  target: MappingTarget,
): { key: string; api: string }[] {
  if (target.apis.length > 0) return target.apis.map(({ urn, name }) => ({ key: urn, api: name }));
  if (target.apiId === undefined) return [];
  const region = textOf(program.region(mapping.resource)) ?? "";
  return [{ key: `${region} ${target.apiId}`, api: target.apiId }];
}

function doorOf(program: Program, mapping: Mapping): Omit<Door, "isCertain"> {
  const readings = mapping.domains.map((domain) =>
    readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path)),
  );
  const [first] = readings;
  const standings = new Set(readings.map(({ mutualTls }) => mutualTls));
  return {
    mapping: mapping.resource,
    domains: mapping.domains,
    domainName: mapping.domainName ?? first?.facts.name ?? mapping.resource.name,
    mutualTls: standings.size === 1 ? first?.mutualTls : undefined,
  };
}
