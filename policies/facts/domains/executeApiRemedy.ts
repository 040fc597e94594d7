import { checkMappedApi } from "@mtls-gateway/pki";
import type { ResourceValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../../frame/observations";
import { resourcePolicy } from "../../frame/policy";
import type { Settings } from "../../frame/settings";
import type { Token } from "../../frame/tokens";
import { inputReader } from "./domainReading";
import { executeApiFact } from "./executeApi";

const description =
  "turns the execute-api endpoint off on the APIs that its include names; disabled unless configured, because " +
  "only the mapping, which comes after the API, tells which API stands behind mutual TLS";

/**
 * The half of GW003 that mends. An API is registered before its mapping, so nothing but the configuration can say
 * that it stands behind an mTLS domain, and an API that does not would lose its only address.
 */
export function executeApiRemedy(
  scope: string,
  type: Token,
  observations: Observations,
): ResourceValidationPolicy {
  const head = { rule: "GW003", scope, level: "disabled", description } as const;
  return resourcePolicy(head, observations, {
    types: [type],
    check: ({ urn, name, inputs }, report, settings) => {
      if (!namesApis(settings)) return;
      const disabled = executeApiFact(inputReader(inputs));
      if (disabled === undefined) report.open(urn);
      for (const finding of checkMappedApi({ api: name, disableExecuteApiEndpoint: disabled })) {
        report.violation(finding, urn);
      }
    },
    remedy: ({ inputs }, _given, settings) => {
      const isOff = executeApiFact(inputReader(inputs)) === true;
      return isOff || !namesApis(settings) ? undefined : { disableExecuteApiEndpoint: true };
    },
  });
}

function namesApis(settings: Settings): boolean {
  return settings.value<readonly unknown[]>("include", []).length > 0;
}
