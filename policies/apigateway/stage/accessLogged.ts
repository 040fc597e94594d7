import { checkStageLog } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { mappedStages } from "../../facts/domains/mappedStages";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { look, textFact, unset, type Seen } from "../../frame/seen";
import { domainTokens, tokens } from "../../frame/tokens";

/**
 * GW013: every stage behind an mTLS domain writes an access log that tells who called. A stage that the program does
 * not make is out of scope: its log is set where the stage is.
 */
export function accessLogged(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW013", scope: "stage" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      for (const mapped of mappedStages(program)) {
        const { carrier, name, domainName, isOwn, isMutualTlsUnknown, isCertain } = mapped;
        const log = accessLog(program, carrier);
        const findings = checkStageLog({
          stage: name,
          domain: domainName,
          isByTheWay: !isOwn,
          ...log.facts,
        });
        if (findings.length > 0 && isCertain && !isMutualTlsUnknown) {
          for (const finding of findings) report.violation(finding, carrier.urn);
        } else if (findings.length > 0 || log.isOpen) {
          report.open(carrier.urn);
        }
      }
    },
  });
}

/** A destination that is not known yet is one all the same: the log is on. */
function accessLog(
  program: Program,
  carrier: PolicyResource,
): { facts: { destinationArn?: string | null; format?: string | null }; isOpen: boolean } {
  const settings = settingsOf(program, carrier);
  if (settings.state === "unknown") return { facts: {}, isOpen: true };
  const within = (name: string): Seen =>
    settings.state === "known" ? look(settings.value, name) : unset;
  const format = within("format");
  return {
    facts: { destinationArn: textFact(within("destinationArn")), format: textFact(format) },
    isOpen: format.state === "unknown",
  };
}

function settingsOf(program: Program, carrier: PolicyResource): Seen {
  if (carrier.type === tokens.restStage || carrier.type === tokens.httpStage) {
    return program.see(carrier, "accessLogSettings");
  }
  // Of all that makes a stage by the way, a deployment of @pulumi/aws-native alone can set its log.
  if (carrier.type !== tokens.restDeployment) return unset;
  const description = program.see(carrier, "stageDescription");
  return description.state === "known" ? look(description.value, "accessLogSetting") : unset;
}
