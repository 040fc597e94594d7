import {
  checkClient,
  checkEdgeCertificates,
  checkOrigin,
  type Finding,
  formatFinding,
} from "@mtls-gateway/pki";
import { accountId, type Account } from "../../account/account";
import { PublicCa } from "../../account/publicCa";
import type { AccountState, AcmCertificate, Distribution } from "../../account/state";
import { certificateStatus, coversName } from "../acm/acmStore";
import { isPubliclyTrusted } from "../acm/publicTrust";
import { list, object, text, texts } from "../text";
import type { Refuse } from "./distributionRules";

const untrusted =
  "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
export function checkViewerCertificate(
  account: Account,
  state: Readonly<AccountState>,
  { id, settings }: Distribution,
  refuse: Refuse,
): void {
  const aliases = texts(settings.aliases);
  for (const other of Object.values(state.distributions)) {
    const twin = texts(other.settings.aliases).find((alias) => aliases.includes(alias));
    if (other.id === id || twin === undefined) continue;
    refuse(
      "CNAMEAlreadyExists",
      `One or more of the CNAMEs you provided are already associated with a different resource. (${twin}, ${other.id})`,
      409,
    );
  }
  const { acmCertificateArn, sslSupportMethod, cloudfrontDefaultCertificate } = object(
    settings.viewerCertificate,
  );
  const arn = text(acmCertificateArn);
  const invalid = (why: string): never => refuse("InvalidViewerCertificate", why);
  if (arn === "") {
    if (aliases.length > 0) invalid(untrusted);
    if (cloudfrontDefaultCertificate !== true) {
      invalid("A certificate or cloudfrontDefaultCertificate: true is needed for viewers.");
    }
    return;
  }
  const found = state.certificates[arn];
  const isIssued =
    found !== undefined && certificateStatus(state, found, account.now()) === "ISSUED";
  if (found?.region !== "us-east-1" || !isIssued) {
    return invalid(
      `The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain. (${arn})`,
    );
  }
  if (!isPubliclyTrusted(found, account.folder.read(PublicCa.certificateFile) ?? "")) {
    invalid(`${untrusted} (${arn} is of a CA that viewers do not trust)`);
  }
  if (sslSupportMethod === undefined) invalid("sslSupportMethod is needed with acmCertificateArn");
  const uncovered = aliases.find((alias) => !coversName(found, alias));
  if (uncovered !== undefined) {
    invalid(
      `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. (${uncovered})`,
    );
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html */
export function checkOriginMutualTls(
  state: Readonly<AccountState>,
  { id, settings }: Distribution,
  now: Date,
  refuse: Refuse,
): void {
  const findings: Finding[] = [];
  const arns = new Set<string>();
  for (const origin of list(settings.origins).map(object)) {
    const config = object(origin.customOriginConfig);
    const arn = text(object(config.originMtlsConfig).clientCertificateArn);
    if (arn === "") continue;
    arns.add(arn);
    findings.push(
      // CF003 and CF004 are our advice; CloudFront itself insists on HTTPS.
      ...checkOrigin({
        distribution: id,
        originId: text(origin.originId),
        originDomain: text(origin.domainName),
        isMutualTlsDomain: true,
        clientCertificateArn: arn,
        protocolPolicy: text(config.originProtocolPolicy),
      }).filter(({ rule }) => rule === "CF002"),
    );
  }
  const ofType = (type: AcmCertificate["type"]) =>
    [...arns].filter((arn) => state.certificates[arn]?.type === type);
  findings.push(
    ...checkEdgeCertificates({
      distribution: id,
      arns: [...arns],
      issuedByAcm: ofType("AMAZON_ISSUED"),
      issuedByPrivateCa: ofType("PRIVATE"),
    }),
  );
  for (const arn of arns) {
    const held = state.certificates[arn];
    if (held === undefined) {
      return refuse(
        "InvalidArgument",
        `The client certificate ${arn} does not exist in ACM of the account ${accountId}.`,
      );
    }
    const input = {
      certificate: held.certificate,
      chain: held.chain,
      privateKey: held.privateKey,
    };
    // CloudFront looks at neither validity nor revocation: the origin has to.
    const found = checkClient(input, { profile: "cloudfront-client", at: now });
    findings.push(...found.filter(({ rule }) => rule !== "CC002"));
  }
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) refuse("InvalidArgument", errors.map(formatFinding).join("; "));
}
