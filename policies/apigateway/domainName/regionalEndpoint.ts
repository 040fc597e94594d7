import { checkDomain } from "@mtls-gateway/pki";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { inputReader, readDomain } from "../../facts/domains/domainReading";
import { judgeDomain } from "../../facts/domains/domainVerdict";
import type { Observations } from "../../frame/observations";
import { doublePolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { tokens } from "../../frame/tokens";

/**
 * GW001 on the custom domain of a REST API: mutual TLS works on Regional domains alone. What a domain gets whose
 * endpoint type is left out is AWS's to say, and not documented: the stack's turn reads it once the domain is there.
 */
export function regionalEndpoint(
  observations: Observations,
): ResourceValidationPolicy & StackValidationPolicy {
  const types = [tokens.restDomain];
  return doublePolicy({ rule: "GW001", scope: "rest-domain" }, observations, {
    resource: {
      types,
      check: (resource, report) => {
        judgeDomain("GW001", ({ endpointTypes }) => endpointTypes, resource, report);
      },
    },
    stack: {
      types,
      check: (program, report) => {
        judgeGiven(program, observations, report);
      },
    },
  });
}

/** The domains whose inputs leave the endpoint type out, by what AWS gave them. */
function judgeGiven(program: Program, observations: Observations, report: Report): void {
  for (const { type, urn, name, props } of program.ofType([tokens.restDomain])) {
    const inputs = observations.resources.get(urn)?.inputs;
    if (inputs === undefined) continue;
    const given = readDomain(type, name, inputReader(inputs));
    if (given.mutualTls === false || given.endpointTypes.state !== "unset") continue;
    const { endpointTypes } = readDomain(type, name, inputReader(props));
    if (endpointTypes.state !== "known") {
      report.open(urn);
      continue;
    }
    const facts = { ...given.facts, endpointTypes: endpointTypes.value };
    for (const finding of checkDomain(facts).filter(({ rule }) => rule === "GW001")) {
      if (given.mutualTls === true) report.violation(finding, urn);
      else report.open(urn);
    }
  }
}
