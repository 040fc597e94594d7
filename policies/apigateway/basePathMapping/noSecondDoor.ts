import { checkSecondDoor } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { apiDoors, type ApiDoors, type Door } from "../../facts/domains/doors";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import { domainTokens } from "../../frame/tokens";

/**
 * GW011: no second domain, without mutual TLS, leads to an API behind an mTLS domain, whatever stage it leads to.
 * Speaks about the second domain's mapping, for the domain may well serve other APIs. A mapping on a domain that the
 * program does not make is left open: nothing in the program tells whether that domain asks for certificates.
 */
export function noSecondDoor(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW011", scope: "mapping" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const doors of apiDoors(program)) judgeDoors(doors, report);
    },
  });
}

function judgeDoors({ api, doors }: ApiDoors, report: Report): void {
  const protector = doors.find(({ mutualTls, isCertain }) => mutualTls === true && isCertain);
  for (const door of doors.filter(({ mutualTls }) => mutualTls !== true)) {
    const findings =
      protector === undefined
        ? []
        : checkSecondDoor({
            api,
            mutualTlsDomain: protector.domainName,
            domain: door.domainName,
            mutualTls: door.isCertain ? door.mutualTls : undefined,
          });
    for (const finding of findings) report.violation(finding, door.mapping.urn);
    if (findings.length === 0 && mayBeSecond(door, doors)) report.open(door.mapping.urn);
  }
}

/** A door to the same API on another domain of the program has mutual TLS, or may have it. */
function mayBeSecond(door: Door, doors: readonly Door[]): boolean {
  return doors.some(({ domains, mutualTls }) => {
    const isOther = domains.length > 0 && domains.some((domain) => !door.domains.includes(domain));
    return isOther && mutualTls !== false;
  });
}
