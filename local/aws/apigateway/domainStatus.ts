import type { Account } from "../../account/account";
import type { AccountState, AcmCertificate, GatewayDomain } from "../../account/state";
import { certificatesIn, certificateStatus, coversName } from "../acm/acmStore";
import { text } from "../text";
import { waitUntil } from "../waitUntil";
import { gatewayError } from "./restApiStore";

/** What GetDomainName has as `domainNameStatus` and `domainNameStatusMessage`. */
export interface DomainStatus {
  status:
    "AVAILABLE" | "UPDATING" | "PENDING_CERTIFICATE_REIMPORT" | "PENDING_OWNERSHIP_VERIFICATION";
  /** Why, in one sentence; "" for AVAILABLE and UPDATING. The words are ours: AWS shows none of its own. */
  message: string;
}

/**
 * The status of a custom domain at `now`. The two that wait for a certificate are of domains with mutual TLS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-troubleshooting
 */
export function domainStatus(
  state: Readonly<AccountState>,
  domain: GatewayDomain,
  now: Date,
): DomainStatus {
  if (isUpdating(domain, now)) return { status: "UPDATING", message: "" };
  if (domain.truststore === undefined) return { status: "AVAILABLE", message: "" };
  const unproven = ownershipProblem(state, domain, now);
  if (unproven !== undefined) {
    return { status: "PENDING_OWNERSHIP_VERIFICATION", message: unproven };
  }
  const unfit = reimportProblem(state, domain);
  if (unfit !== undefined) return { status: "PENDING_CERTIFICATE_REIMPORT", message: unfit };
  return { status: "AVAILABLE", message: "" };
}

/**
 * Refuses to change a domain while the last change is still being made.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html has that it cannot be modified then; with which
 * exception it does not say: TooManyRequestsException and ConflictException have both been seen.
 */
export function refuseUpdating(domain: GatewayDomain, now: Date, operation: string): void {
  if (!isUpdating(domain, now)) return;
  const detail = `Too Many Requests (the domain name ${domain.name} is UPDATING, and cannot be modified until the existing operation is complete)`;
  throw gatewayError(operation, "TooManyRequestsException", detail);
}

/**
 * Waits until the domain is AVAILABLE, as the provider does after it made or updated one.
 *
 * @throws Error as the provider words it, when the domain comes to another status or `signal` is aborted
 */
export async function untilAvailable(
  account: Account,
  key: string,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const seen = () => {
    const domain = account.state.domains[key];
    return domain === undefined ? undefined : domainStatus(account.state, domain, account.now());
  };
  const done = await waitUntil(() => seen()?.status !== "UPDATING", signal);
  if (!done) throw new Error(`waiting for ${what}: context canceled`);
  const { status, message } = seen() ?? { status: "", message: "" };
  if (status === "AVAILABLE") return;
  if (status === "") throw new Error(`waiting for ${what}: couldn't find resource`);
  throw new Error(
    `waiting for ${what}: unexpected state '${status}', wanted target 'AVAILABLE'. last error: ${message}`,
  );
}

/** What a domain keeps of the server certificate that it gets. */
export function verifiedCertificate(
  held: AcmCertificate | undefined,
): Pick<GatewayDomain, "verified"> {
  const [leaf] = certificatesIn(held?.certificate ?? "");
  if (leaf === undefined) return {};
  return { verified: { fingerprint: leaf.fingerprint, issuer: leaf.issuer } };
}

/** Why the right to the name is not proven any more; undefined when it is, or when nothing has to prove it. */
export function ownershipProblem(
  state: Readonly<AccountState>,
  { settings }: GatewayDomain,
  now: Date,
): string | undefined {
  const arn = text(settings.ownershipVerificationCertificateArn);
  if (arn === "") return undefined;
  const proof = state.certificates[arn];
  if (proof === undefined) return `The ownership verification certificate ${arn} is gone.`;
  if (certificateStatus(state, proof, now) !== "EXPIRED") return undefined;
  return `The ownership verification certificate ${arn} expired at ${proof.notAfter ?? ""}, and ACM could not renew it: the records that validate it are gone from DNS.`;
}

/** Why a certificate that was imported again does not fit; undefined when it fits, or when it is the one that was checked. */
function reimportProblem(
  state: Readonly<AccountState>,
  { name, settings, verified }: GatewayDomain,
): string | undefined {
  const arn = text(settings.regionalCertificateArn);
  const server = state.certificates[arn];
  const [leaf] = certificatesIn(server?.certificate ?? "");
  if (server?.type !== "IMPORTED" || leaf === undefined) return undefined;
  if (!coversName(server, name)) {
    return `The certificate ${arn} was imported again and does not cover ${name} any more (${server.names.join(", ")}).`;
  }
  if (verified === undefined || verified.fingerprint === leaf.fingerprint) return undefined;
  if (verified.issuer !== leaf.issuer) {
    return `The certificate ${arn} was imported again from another issuer: ${verified.issuer} before, ${leaf.issuer} now.`;
  }
  const proof = state.certificates[text(settings.ownershipVerificationCertificateArn)];
  const unproven = server.names.find((one) => proof !== undefined && !coversName(proof, one));
  return unproven === undefined
    ? undefined
    : `The certificate ${arn} was imported again with ${unproven}, which the ownership verification certificate does not cover.`;
}

function isUpdating({ updatingUntil }: GatewayDomain, now: Date): boolean {
  return updatingUntil !== undefined && now.getTime() < Date.parse(updatingUntil);
}
