import type { Finding, RuleId } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import { stackPolicy } from "../frame/policy";
import type { Program } from "../frame/program";
import type { Settings, SettingsSchema } from "../frame/settings";
import { domainTokens } from "../frame/tokens";
import { truststoreBuckets, type TruststoreBucket } from "./truststoreBuckets";

/** What a rule says of one bucket. */
export interface BucketVerdict {
  findings: Finding[];
  /** All that the rule asks about is known, so that no finding means that it is kept. */
  isWhole: boolean;
}

/** Judges one bucket under one rule. */
export type BucketJudge = (
  program: Program,
  bucket: TruststoreBucket,
  settings: Settings,
) => BucketVerdict;

/**
 * The policy of one rule on the bucket of every mTLS domain's truststore, at the end of a preview or an `up`.
 *
 * @param settings the rule's own configuration. Default: none
 */
export function truststoreBucketPolicy(
  rule: RuleId,
  observations: Observations,
  judge: BucketJudge,
  settings: SettingsSchema = {},
): StackValidationPolicy {
  return stackPolicy({ rule, scope: "truststore-bucket", settings }, observations, {
    types: domainTokens,
    check: (program, report, given) => {
      const { buckets, open } = truststoreBuckets(program);
      for (const domain of open) report.open(domain.urn);
      for (const each of buckets) {
        const { findings, isWhole } = judge(program, each, given);
        const { urn } = each.bucket;
        if (each.isMutualTlsUnknown && findings.length > 0) {
          report.open(urn);
          continue;
        }
        for (const finding of findings) report.violation(finding, urn);
        if (findings.length === 0 && !isWhole) report.open(urn);
      }
    },
  });
}
