import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { lengthOf, look, textOf, type Seen } from "../frame/seen";
import { domainTokens, tokens } from "../frame/tokens";
import { readDomain } from "./domainReading";

/** One custom origin of a distribution. */
export interface Origin {
  /** `originId`, or the position in the list where that is not known. */
  id: string;
  host: Seen;
  /** The host is made of a tenant's parameters, `{{name}}`. */
  isTenants: boolean;
  /** Whether a client certificate is set; its ARN itself may be known at `up` only. */
  certificate: "set" | "unset" | "unknown";
}

/** A custom domain of the program with the host names that lead to it. */
export interface MutualTlsHost {
  resource: PolicyResource;
  name: string;
  hosts: string[];
  /** Its own name is among them. */
  isNameKnown: boolean;
  isMutualTlsUnknown: boolean;
}

/** A distribution's custom origins; S3 and VPC origins never are a custom domain. undefined: not known before `up`. */
export function customOrigins(
  program: Program,
  distribution: PolicyResource,
): Origin[] | undefined {
  const origins = program.see(distribution, "origins");
  const count = lengthOf(origins);
  if (origins.state !== "known" || count === undefined) return undefined;
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const custom = customPath(distribution, index);
    if (look(origins.value, ...custom).state === "unset") return [];
    const host = look(origins.value, index, "domainName");
    const idProperty = isMultitenant(distribution) ? "id" : "originId";
    return [
      {
        id: textOf(look(origins.value, index, idProperty)) ?? `#${index + 1}`,
        host,
        isTenants: isMultitenant(distribution) && textOf(host)?.includes("{{") === true,
        certificate: certificateOf(look(origins.value, ...custom, "originMtlsConfig")),
      },
    ];
  });
}

/** A multi-tenant distribution has its blocks as lists of one. */
function customPath(distribution: PolicyResource, index: number): (string | number)[] {
  return isMultitenant(distribution)
    ? [index, "customOriginConfigs", 0]
    : [index, "customOriginConfig"];
}

function isMultitenant({ type }: PolicyResource): boolean {
  return type === tokens.multitenantDistribution;
}

function certificateOf(originMtlsConfig: Seen): Origin["certificate"] {
  if (originMtlsConfig.state !== "known") return originMtlsConfig.state;
  const arn = look(originMtlsConfig.value, "clientCertificateArn");
  return arn.state === "unset" || textOf(arn) === "" ? "unset" : "set";
}

/** Every custom domain of the program that asks for client certificates, or may do so. */
export function mutualTlsHosts(program: Program): MutualTlsHost[] {
  return program.ofType(domainTokens).flatMap((resource) => {
    const reading = readDomain(resource.type, resource.name, (...path) =>
      program.see(resource, ...path),
    );
    if (reading.mutualTls === false) return [];
    const regional =
      resource.type === tokens.restDomain
        ? program.see(resource, "regionalDomainName")
        : program.see(resource, "domainNameConfiguration", "targetDomainName");
    const name = program.see(resource, "domainName");
    const hosts = [name, regional]
      .map(textOf)
      .filter((host) => host !== undefined)
      .map((host) => host.toLowerCase());
    const isMutualTlsUnknown = reading.mutualTls === undefined;
    const isNameKnown = textOf(name) !== undefined;
    return [{ resource, name: reading.facts.name, hosts, isNameKnown, isMutualTlsUnknown }];
  });
}
