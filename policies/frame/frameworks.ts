import type { RuleId } from "@mtls-gateway/pki";
import type { PolicyComplianceFramework } from "@pulumi/policy";

/** The security and privacy controls of NIST. https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final */
const nist = (reference: string, specification: string): PolicyComplianceFramework => ({
  name: "NIST SP 800-53",
  version: "Revision 5",
  reference,
  specification,
});

/** The controls that AWS Security Hub checks. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
const securityHub = (reference: string, specification: string): PolicyComplianceFramework => ({
  name: "AWS Security Hub",
  version: "CSPM controls",
  reference,
  specification,
});

const accessEnforcement = nist("AC-3", "Access Enforcement");
const keyManagement = nist("SC-12", "Cryptographic Key Establishment and Management");
const cryptography = nist("SC-13", "Cryptographic Protection");
/** "Include only approved trust anchors in trust stores." */
const trustAnchors = nist("SC-17", "Public Key Infrastructure Certificates");
/** "Enforce authorized access to the private key; validate certificates by a path to an accepted trust anchor." */
const certificatePath = nist("IA-5(2)", "Public Key-based Authentication");

/**
 * The control that a rule enforces a part of. A rule that no control asks for has none: that AWS refuses something is
 * no matter of compliance.
 */
const controls: Readonly<Partial<Record<RuleId, PolicyComplianceFramework>>> = {
  TS002: trustAnchors,
  TS005: certificatePath,
  TS006: certificatePath,
  TS007: cryptography,
  TS008: cryptography,
  TS009: certificatePath,
  TS013: certificatePath,
  TS014: certificatePath,
  TS016: trustAnchors,
  CC002: certificatePath,
  CC102: cryptography,
  CC103: cryptography,
  CC109: certificatePath,
  GW003: accessEnforcement,
  GW006: securityHub("S3.8", "S3 general purpose buckets should block public access"),
  GW005: securityHub("S3.14", "S3 general purpose buckets should have versioning enabled"),
  GW007: securityHub("S3.5", "S3 general purpose buckets should require requests to use SSL"),
  GW011: accessEnforcement,
  GW012: trustAnchors,
  GW013: nist("AU-12", "Audit Record Generation"),
  CF002: securityHub(
    "CloudFront.9",
    "CloudFront distributions should encrypt traffic to custom origins",
  ),
  CF003: securityHub(
    "CloudFront.10",
    "CloudFront distributions should not use deprecated SSL protocols between edge locations and custom origins",
  ),
  CF004: accessEnforcement,
  CF007: accessEnforcement,
  CF008: securityHub(
    "CloudFront.3",
    "CloudFront distributions should require encryption in transit",
  ),
  SEC001: certificatePath,
  SEC002: keyManagement,
};

/** The control of a rule; undefined where none asks for it. */
export function controlOf(rule: RuleId): PolicyComplianceFramework | undefined {
  return controls[rule];
}
