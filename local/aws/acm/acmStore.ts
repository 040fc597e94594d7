import { Certificate, readBundle } from "@mtls-gateway/pki";
import type { AcmCertificate, AccountState } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import { text, object, list } from "../text";

export function acmError(operation: string, code: string, detail: string): AwsError {
  return new AwsError("ACM", operation, 400, code, detail);
}

/** Who holds on to a certificate, as ARNs: it cannot be deleted meanwhile. */
export function usersOf(state: Readonly<AccountState>, arn: string): string[] {
  const domains = Object.values(state.domains)
    .filter(({ settings }) =>
      [
        settings.certificateArn,
        settings.regionalCertificateArn,
        settings.ownershipVerificationCertificateArn,
      ].includes(arn),
    )
    .map(({ region, name }) => `arn:aws:apigateway:${region}::/domainnames/${name}`);
  const distributions = Object.values(state.distributions)
    .filter(({ settings }) => {
      if (text(object(settings.viewerCertificate).acmCertificateArn) === arn) return true;
      return list(settings.origins).some((origin) => {
        const config = object(object(origin).customOriginConfig);
        return text(object(config.originMtlsConfig).clientCertificateArn) === arn;
      });
    })
    .map(({ id }) => `arn:aws:cloudfront::123456789012:distribution/${id}`);
  return [...domains, ...distributions];
}

/** True when one of the certificate's names is `name`, or a wildcard one label above it. */
export function coversName(certificate: Pick<AcmCertificate, "names">, name: string): boolean {
  const wanted = name.toLowerCase();
  const parent = wanted.slice(wanted.indexOf(".") + 1);
  return certificate.names.some((one) => {
    const own = one.toLowerCase();
    return own === wanted || own === `*.${parent}`;
  });
}

/** How long ACM waits for the records that validate a certificate, ms: https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-timed-out.html */
const validationTime = 72 * 3_600_000;

/** What ACM says of a certificate at `now`: its records in DNS have it renewed before it expires. */
export function certificateStatus(
  state: Readonly<AccountState>,
  certificate: AcmCertificate,
  now: Date,
): AcmCertificate["status"] | "EXPIRED" | "VALIDATION_TIMED_OUT" {
  const { status, notAfter, createdAt } = certificate;
  if (status === "PENDING_VALIDATION") {
    const isLate = now.getTime() > Date.parse(createdAt) + validationTime;
    return isLate ? "VALIDATION_TIMED_OUT" : status;
  }
  if (notAfter === undefined || now.getTime() <= Date.parse(notAfter)) return status;
  return isRenewed(state, certificate) ? status : "EXPIRED";
}

/** What ACM issued and something uses can be renewed: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export function renewalEligibility(
  state: Readonly<AccountState>,
  { type, arn }: AcmCertificate,
): "ELIGIBLE" | "INELIGIBLE" {
  const isUsed = type === "AMAZON_ISSUED" && usersOf(state, arn).length > 0;
  return isUsed ? "ELIGIBLE" : "INELIGIBLE";
}

/** True when ACM renews it by itself: it may, and the records that validate it are still in DNS. */
export function isRenewed(state: Readonly<AccountState>, certificate: AcmCertificate): boolean {
  return renewalEligibility(state, certificate) === "ELIGIBLE" && provenNames(state, certificate);
}

/** The certificates of a PEM text, in its order. */
export function certificatesIn(pem: string): Certificate[] {
  return [...readBundle(pem).certificates];
}

/** Puts issued what can be: DNS-validated certificates whose every CNAME is in a public zone of the account. */
export function provenNames(state: Readonly<AccountState>, certificate: AcmCertificate): boolean {
  return certificate.validation.every(({ recordName, recordValue }) =>
    Object.values(state.zones).some((zone) =>
      Object.values(zone.records).some(
        (record) =>
          record.type === "CNAME" &&
          record.name === plain(recordName) &&
          list(record.settings.records).some((value) => plain(text(value)) === plain(recordValue)),
      ),
    ),
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
