import type { Account } from "../../account/account";
import { newApiId, newCloudFrontName } from "../../account/identifiers";
import type { AccountState, GatewayDomain } from "../../account/state";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { checkDomainName } from "./domainRules";
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
  checkDomainName(draft, { settings, region, operation });
  const regional = text(object(settings.endpointConfiguration).types) !== "EDGE";
  const made: GatewayDomain = {
    name,
    region,
    domainNameId: newApiId(),
    createdAt: account.now().toISOString(),
    settings,
    targetDomainName: regional
      ? `d-${newApiId()}.execute-api.${region}.amazonaws.com`
      : newCloudFrontName(),
    mappings: {},
  };
  const truststore = readTruststore(account, draft, settings, operation);
  if (truststore !== undefined) made.truststore = truststore;
  draft.domains[domainKey(name, region)] = made;
  return made;
}

/** What UpdateDomainName does. */
export function updateDomain(
  account: Account,
  draft: AccountState,
  found: GatewayDomain,
  settings: Values,
): void {
  const operation = "UpdateDomainName";
  checkDomainName(draft, { settings, region: found.region, operation });
  const before = JSON.stringify(found.settings.mutualTlsAuthentication);
  if (JSON.stringify(settings.mutualTlsAuthentication) !== before) {
    // Read at create and at an update of the truststore, and at no other time.
    delete found.truststore;
    const truststore = readTruststore(account, draft, settings, operation);
    if (truststore !== undefined) found.truststore = truststore;
  }
  found.settings = settings;
}

export function deleteDomain(account: Account, name: string, region: string): void {
  if (account.state.domains[domainKey(name, region)] === undefined) return;
  account.change((draft) => {
    Reflect.deleteProperty(draft.domains, domainKey(name, region));
  });
}
