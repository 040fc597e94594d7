import type { Account } from "../../account/account";
import { newApiId, newCloudFrontName } from "../../account/identifiers";
import type { AccountState, GatewayDomain } from "../../account/state";
import { sameValue, type Values } from "../../provider/values";
import { object, text } from "../text";
import { checkDomainName } from "./domainRules";
import {
  domainStatus,
  ownershipProblem,
  refuseUpdating,
  verifiedCertificate,
} from "./domainStatus";
import { checkMappings } from "./mappingStore";
import { refuseBeyond } from "./quotas";
import { gatewayError } from "./restApiStore";
import { readTruststore } from "./truststoreReader";

/** Where a domain is in the account: a name exists once in a Region, whichever API made it. */
export const domainKey = (name: string, region: string) => `${region}/${name}`;

/** The domain as a caller in `region` sees it. Throws `NotFoundException`. */
export function domainIn(
  state: Readonly<AccountState>,
  name: string,
  region: string,
  operation: string,
): GatewayDomain {
  const found = state.domains[domainKey(name, region)];
  if (found === undefined) {
    const detail = "Invalid domain name identifier specified";
    throw gatewayError(operation, "NotFoundException", detail);
  }
  return found;
}

/** What CreateDomainName does, of either version of the API. `settings` are those of `aws.apigateway.DomainName`. */
export function createDomain(
  account: Account,
  draft: AccountState,
  settings: Values,
  region: string,
): GatewayDomain {
  const operation = "CreateDomainName";
  const name = text(settings.domainName);
  if (draft.domains[domainKey(name, region)] !== undefined) {
    const detail = `The domain name you provided already exists.`;
    throw gatewayError(operation, "ConflictException", detail);
  }
  checkDomainName(draft, { settings, region, operation, now: account.now() });
  const own = Object.values(draft.domains).filter((domain) => domain.region === region);
  refuseBeyond("domain", own.length, operation);
  const made: GatewayDomain = {
    name,
    region,
    domainNameId: newApiId(),
    createdAt: account.now().toISOString(),
    settings,
    targetDomainName: newTarget(settings, region),
    mappings: {},
  };
  const truststore = readTruststore(account, draft, settings, operation);
  if (truststore !== undefined) made.truststore = truststore;
  noteCertificate(draft, made);
  beginUpdate(account, made);
  draft.domains[domainKey(name, region)] = made;
  return made;
}

/**
 * What UpdateDomainName does; tags are no part of it (TagResource), and change at any time.
 *
 * @returns false when nothing but tags has changed
 */
export function updateDomain(
  account: Account,
  draft: AccountState,
  found: GatewayDomain,
  settings: Values,
): boolean {
  if (sameValue(withoutTags(settings), withoutTags(found.settings))) {
    found.settings = settings;
    return false;
  }
  const operation = "UpdateDomainName";
  const now = account.now();
  refuseUpdating(found, now, operation);
  refuseLocked(draft, found, settings, now);
  checkDomainName(draft, {
    settings,
    region: found.region,
    operation,
    now,
    before: found.settings,
  });
  const before = JSON.stringify(found.settings.mutualTlsAuthentication);
  if (JSON.stringify(settings.mutualTlsAuthentication) !== before) {
    // Read at create and at an update of the truststore, and at no other time.
    delete found.truststore;
    const truststore = readTruststore(account, draft, settings, operation);
    if (truststore !== undefined) found.truststore = truststore;
  }
  const { regionalCertificateArn } = found.settings;
  if (isEdge(settings) !== isEdge(found.settings)) {
    // A domain of the other type is answered by another host: DNS has to lead there from now on.
    found.targetDomainName = newTarget(settings, found.region);
  }
  found.settings = settings;
  checkMappings(draft, found, operation);
  if (settings.regionalCertificateArn !== regionalCertificateArn) noteCertificate(draft, found);
  beginUpdate(account, found);
  return true;
}

/** What DeleteDomainName does; nothing where the domain is gone already, as in the provider. */
export function deleteDomain(account: Account, name: string, region: string): void {
  const key = domainKey(name, region);
  if (account.state.domains[key] === undefined) return;
  account.change((draft) => {
    const operation = "DeleteDomainName";
    refuseUpdating(domainIn(draft, name, region, operation), account.now(), operation);
    Reflect.deleteProperty(draft.domains, key);
  });
}

/** All updates are locked until another ownership certificate is given: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function refuseLocked(
  state: Readonly<AccountState>,
  found: GatewayDomain,
  settings: Values,
  now: Date,
): void {
  if (domainStatus(state, found, now).status !== "PENDING_OWNERSHIP_VERIFICATION") return;
  const property = "ownershipVerificationCertificateArn";
  if (settings[property] !== undefined && settings[property] !== found.settings[property]) return;
  const detail = `All updates of the domain name ${found.name} are locked: ${ownershipProblem(state, found, now) ?? ""} Give ${property} a valid certificate first.`;
  throw gatewayError("UpdateDomainName", "BadRequestException", detail);
}

function newTarget(settings: Values, region: string): string {
  return isEdge(settings)
    ? newCloudFrontName()
    : `d-${newApiId()}.execute-api.${region}.amazonaws.com`;
}

function isEdge({ endpointConfiguration }: Values): boolean {
  return text(object(endpointConfiguration).types) === "EDGE";
}

/** Begins the time in which the domain is UPDATING. */
function beginUpdate(account: Account, domain: GatewayDomain): void {
  delete domain.updatingUntil;
  const updatingUntil = account.doneAfter(account.pace.domainUpdate);
  if (updatingUntil !== undefined) domain.updatingUntil = updatingUntil;
}

/** Notes the server certificate that was checked; one that is imported again later is compared with it. */
function noteCertificate(state: Readonly<AccountState>, domain: GatewayDomain): void {
  delete domain.verified;
  const server = state.certificates[text(domain.settings.regionalCertificateArn)];
  Object.assign(domain, verifiedCertificate(server));
}

function withoutTags(settings: Values): Values {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "tags"));
}
