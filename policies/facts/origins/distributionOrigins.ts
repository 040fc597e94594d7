import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { lengthOf, look, textOf, type Seen } from "../../frame/seen";
import { domainTokens, tokens } from "../../frame/tokens";
import { asList, readDomain, type Reader } from "../domains/domainReading";
import { indexed, oncePerProgram } from "../oncePerProgram";

/** One custom origin of a distribution. */
export interface Origin {
  /** `originId`, or the position in the list where that is not known. */
  id: string;
  /** The host is made of a tenant's parameters, `{{name}}`. */
  isTenants: boolean;
  host: Seen;
  /** Whether a client certificate is set; its ARN itself may be known at `up` only. */
  certificate: "set" | "unset" | "unknown";
  /** Where the ARN stands, from the distribution's properties on. */
  certificatePath: [string, ...(string | number)[]];
  /** The custom origin is a VPC origin as well, which CloudFront refuses. */
  isVpcOrigin: boolean;
  protocolPolicy: Seen;
  sslProtocols: Seen<string[]>;
  /** The block itself, for a remedy; undefined where it is not known. */
  customConfig: Record<string, unknown> | undefined;
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
  return readOrigins(distribution.type, (...path) => program.see(distribution, ...path));
}

/** {@link customOrigins} of a distribution of this type, by a reader of its properties. */
export function readOrigins(type: string, read: Reader): Origin[] | undefined {
  const origins = read("origins");
  const count = lengthOf(origins);
  if (origins.state !== "known" || count === undefined) return undefined;
  const isMultitenant = type === tokens.multitenantDistribution;
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    // A multi-tenant distribution has its blocks as lists of one.
    const block = isMultitenant ? ["customOriginConfigs", 0] : ["customOriginConfig"];
    const custom = look(origins.value, index, ...block);
    if (custom.state === "unset") return [];
    const at = (...path: (string | number)[]): Seen => look(origins.value, index, ...path);
    const host = at("domainName");
    return [
      {
        id: textOf(at(isMultitenant ? "id" : "originId")) ?? `#${index + 1}`,
        isTenants: isMultitenant && textOf(host)?.includes("{{") === true,
        host,
        certificate: certificateOf(at(...block, "originMtlsConfig")),
        certificatePath: ["origins", index, ...block, "originMtlsConfig", "clientCertificateArn"],
        isVpcOrigin: at(isMultitenant ? "vpcOriginConfigs" : "vpcOriginConfig").state === "known",
        protocolPolicy: at(...block, "originProtocolPolicy"),
        sslProtocols: asList(at(...block, "originSslProtocols")),
        customConfig:
          custom.state === "known" ? (custom.value as Record<string, unknown>) : undefined,
      },
    ];
  });
}

function certificateOf(originMtlsConfig: Seen): Origin["certificate"] {
  if (originMtlsConfig.state !== "known") return originMtlsConfig.state;
  const arn = look(originMtlsConfig.value, "clientCertificateArn");
  return arn.state === "unset" || textOf(arn) === "" ? "unset" : "set";
}

/** Every custom domain of the program that asks for client certificates, or may do so. */
export const mutualTlsHosts = oncePerProgram((program) =>
  program.ofType(domainTokens).flatMap((resource): MutualTlsHost[] => {
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
  }),
);

const hostsByName = oncePerProgram((program) =>
  indexed(mutualTlsHosts(program), ({ hosts }) => hosts),
);

/** The mTLS domains that a host is known to be: one name may have a domain in each of several Regions. */
export function hostsNamed(program: Program, host: Seen): readonly MutualTlsHost[] {
  const name = textOf(host)?.toLowerCase();
  return name === undefined ? [] : (hostsByName(program).get(name) ?? []);
}
