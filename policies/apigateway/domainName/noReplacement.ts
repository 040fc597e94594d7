import { checkReplacement } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { mappedTargets } from "../../facts/domains/mappedApis";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { domainTokens } from "../../frame/tokens";

/** Computed when a domain is created, and never again: not known in a preview that makes the domain. */
const computedAtCreation = ["id", "arn", "regionalDomainName", "apiMappingSelectionExpression"];

/**
 * GW014, as far as a preview proves it. A policy sees the new state alone, so that a domain that is replaced looks
 * like a new one. Its mappings tell: one that stays as it is (its ID is known) stands on a domain of that name that
 * exists, while this plan makes the domain (what is computed at creation is not known). That is so with `--replace`,
 * `replaceOnChanges`, another provider and a resource that was renamed without an alias.
 *
 * It is not so when the domain's name changes: the mappings are replaced with it, and look new too. A record or a
 * distribution that stays proves nothing, for it may be turned to a domain that is really new.
 */
export function noReplacement(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW014", scope: "domain" }, observations, {
    types: domainTokens,
    check: (program, report) => {
      if (!observations.isPreview) return;
      for (const { domain, domainName, isMutualTlsUnknown, mapping } of mappedTargets(program)) {
        const stays = mapping.domains.length === 1 && isThere(program, mapping.resource);
        const isSame = mapping.domainName === textOf(program.see(domain, "domainName"));
        if (!stays || !isSame || !isMade(program, domain)) continue;
        if (isMutualTlsUnknown) report.open(domain.urn);
        const findings = isMutualTlsUnknown
          ? []
          : checkReplacement({ domain: domainName, existingMapping: mapping.resource.name });
        for (const finding of findings) report.violation(finding, domain.urn);
      }
    },
  });
}

/** What an update leaves known in a preview of Cloud Control has not been seen: its resources prove nothing here. */
function isNative({ urn }: PolicyResource): boolean {
  return /(::|\$)aws-native:/.test(urn);
}

function isThere(program: Program, resource: PolicyResource): boolean {
  return !isNative(resource) && (textOf(program.output(resource, "id")) ?? "") !== "";
}

function isMade(program: Program, domain: PolicyResource): boolean {
  if (isNative(domain) || isThere(program, domain)) return false;
  return computedAtCreation.some((name) => program.output(domain, name).state === "unknown");
}
