import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { readDomain } from "./domainReading";
import { mappings, type Mapping, type MappingTarget } from "./mappings";
import { oncePerProgram } from "../oncePerProgram";

/** A custom domain that asks for client certificates, under one mapping. */
export interface MappedDomain {
  domain: PolicyResource;
  domainName: string;
  /** Nobody knows before `up` whether the mapping is on a domain that asks for client certificates. */
  isMutualTlsUnknown: boolean;
}

/** One target of a mapping on a custom domain that asks for client certificates. */
export interface MappedTarget extends MappedDomain {
  mapping: Mapping;
  target: MappingTarget;
}

/** One API behind one custom domain that asks for client certificates. */
export interface MappedApi extends MappedDomain {
  api: PolicyResource;
  /** It is this domain, or another that asks for client certificates, and it is this API, not perhaps another. */
  isProved: boolean;
}

/** Every target of every mapping on an mTLS domain of the program. */
export const mappedTargets = oncePerProgram((program) =>
  mappings(program).flatMap((mapping) => {
    const domains = mapping.domains.flatMap((domain) => mutualTlsDomain(program, domain));
    // Of several domains in question each has to ask for certificates.
    const isUnknown =
      domains.length < mapping.domains.length ||
      domains.some(({ isMutualTlsUnknown }) => isMutualTlsUnknown);
    return domains.flatMap((domain) =>
      mapping.targets.map((target): MappedTarget => ({
        ...domain,
        isMutualTlsUnknown: isUnknown,
        mapping,
        target,
      })),
    );
  }),
);

/** Every API of the program that a mapping puts, or may put, behind an mTLS domain of the program. */
export const mappedApis = oncePerProgram((program) =>
  mappedTargets(program).flatMap(({ domain, domainName, isMutualTlsUnknown, target }) =>
    target.apis.map((api): MappedApi => {
      const isProved = !isMutualTlsUnknown && target.isCertain;
      return { domain, domainName, isMutualTlsUnknown, api, isProved };
    }),
  ),
);

/** The domain, unless it is known to ask for no certificate. */
function mutualTlsDomain(program: Program, domain: PolicyResource): MappedDomain[] {
  const reading = readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path));
  if (reading.mutualTls === false) return [];
  const isMutualTlsUnknown = reading.mutualTls === undefined;
  return [{ domain, domainName: reading.facts.name, isMutualTlsUnknown }];
}
