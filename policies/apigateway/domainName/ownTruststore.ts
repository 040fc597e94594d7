import { checkDomain, checkTruststoreSource } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { readDomain } from "../../facts/domains/domainReading";
import { domainTruststores } from "../../facts/truststoreObjects";
import { fitsGlob } from "../../frame/glob";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import { textOf } from "../../frame/seen";
import { domainTokens } from "../../frame/tokens";

const settings = {
  allowedTruststores: {
    type: "array",
    description:
      "S3 URIs of truststores that other programs make, s3://bucket/key with * and ?. Default: none.",
    items: { type: "string", pattern: "^s3://", maxLength: 1100 },
  },
} as const;

/** GW010: the truststore is an object at s3://bucket/key that the program makes, or that its configuration allows. */
export function ownTruststore(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "GW010", scope: "domain", settings }, observations, {
    types: domainTokens,
    check: (program, report, configured) => {
      const allowed = configured.value<readonly string[]>("allowedTruststores", []);
      const own = new Set(domainTruststores(program).map(({ domain }) => domain));
      for (const domain of program.ofType(domainTokens)) {
        const { mutualTls, truststoreUri, facts } = readDomain(
          domain.type,
          domain.name,
          (...path) => program.see(domain, ...path),
        );
        if (mutualTls === false) continue;
        const uri = textOf(truststoreUri);
        const isAllowed = uri !== undefined && allowed.some((pattern) => fitsGlob(uri, pattern));
        const form = checkDomain(facts).filter(({ rule }) => rule === "GW010");
        const source =
          uri === undefined || form.length > 0 || isAllowed
            ? []
            : checkTruststoreSource({
                domain: facts.name,
                truststoreUri: uri,
                isOwn: own.has(domain),
              });
        const findings = [...form, ...source];
        if (mutualTls === true) {
          for (const finding of findings) report.violation(finding, domain.urn);
        }
        const isUndecided = uri === undefined && form.length === 0 && !own.has(domain);
        if (isUndecided || (mutualTls === undefined && findings.length > 0)) {
          report.open(domain.urn);
        }
      }
    },
  });
}
