import { Certificate, readBundle } from "@mtls-gateway/pki";
import type { AcmCertificate, AccountState } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import { list, object, text, texts } from "../text";

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
  const { status, createdAt } = certificate;
  if (status === "PENDING_VALIDATION") {
    const isLate = now.getTime() > Date.parse(createdAt) + validationTime;
    return isLate ? "VALIDATION_TIMED_OUT" : status;
  }
  return isOver(certificate, now) && !isRenewed(state, certificate, now) ? "EXPIRED" : status;
}

/** What ACM issued or had issued, something uses and has not expired can be renewed: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export function renewalEligibility(
  state: Readonly<AccountState>,
  certificate: AcmCertificate,
  now: Date,
): "ELIGIBLE" | "INELIGIBLE" {
  const isExpired = certificateStatus(state, certificate, now) === "EXPIRED";
  return isUsed(state, certificate) && !isExpired ? "ELIGIBLE" : "INELIGIBLE";
}

/** True when ACM renews it by itself: it may, and it could before it expired. What has expired ACM renews no more. */
export function isRenewed(
  state: Readonly<AccountState>,
  certificate: AcmCertificate,
  now: Date,
): boolean {
  const isLost = certificate.isUnproven === true && isOver(certificate, now);
  return isUsed(state, certificate) && !isLost && canRenew(state, certificate, now);
}

/** What `isUnproven` has to be from now on: false again when it could be renewed in time. */
export function unprovenFrom(
  state: Readonly<AccountState>,
  certificate: AcmCertificate,
  now: Date,
): boolean {
  if (certificate.type === "IMPORTED" || certificate.status !== "ISSUED") return false;
  return (
    !canRenew(state, certificate, now) ||
    (certificate.isUnproven === true && isOver(certificate, now))
  );
}

function isUsed(state: Readonly<AccountState>, { type, arn }: AcmCertificate): boolean {
  return type !== "IMPORTED" && usersOf(state, arn).length > 0;
}

/** Of a public certificate the records have to be in DNS, of a private one the CA has to be able to sign, and to let ACM ask it. */
function canRenew(state: Readonly<AccountState>, certificate: AcmCertificate, now: Date): boolean {
  if (certificate.type !== "PRIVATE") return provenNames(state, certificate);
  const ca = state.certificateAuthorities[text(certificate.settings.certificateAuthorityArn)];
  if (ca?.status !== "ACTIVE") return false;
  const granted = texts(ca.permissions["acm.amazonaws.com"]?.actions);
  const [own] = certificatesIn(ca.certificate);
  return (
    renewalActions.every((action) => granted.includes(action)) &&
    own !== undefined &&
    own.notAfter >= privateEnd(now)
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-acmpca-permission.html */
const renewalActions = ["IssueCertificate", "GetCertificate", "ListPermissions"];

/** ACM asks a private CA for 13 months: https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-private.html */
export function privateEnd(now: Date): Date {
  return new Date(now.getTime() + 395 * 86_400_000);
}

function isOver({ notAfter }: AcmCertificate, now: Date): boolean {
  return notAfter !== undefined && now.getTime() > Date.parse(notAfter);
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
