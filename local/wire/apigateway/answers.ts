import { arn } from "../../account/identifiers";
import type { AccountState, GatewayDomain, RestApi } from "../../account/state";
import { domainStatus } from "../../aws/apigateway/domainStatus";
import { gatewayZoneOf } from "../../aws/route53/aliasTarget";
import { object, text, textMap, texts } from "../../aws/text";
import type { Values } from "../../provider/values";
import { seconds } from "../seconds";

/** A custom domain as GetDomainName gives it; what is undefined is left out of the JSON. */
export function domainAnswer(
  state: Readonly<AccountState>,
  domain: GatewayDomain,
  now: Date,
): object {
  const { name, region, settings, truststore, targetDomainName } = domain;
  const { status, message } = domainStatus(state, domain, now);
  const isEdge = endpoint(settings).types[0] === "EDGE";
  return {
    domainName: name,
    domainNameArn: arn("apigateway", region, `/domainnames/${name}`, ""),
    certificateUploadDate: seconds(domain.createdAt),
    ...(isEdge
      ? {
          certificateArn: given(settings, "certificateArn"),
          distributionDomainName: targetDomainName,
        }
      : {
          regionalCertificateArn: given(settings, "regionalCertificateArn"),
          regionalDomainName: targetDomainName,
          regionalHostedZoneId: gatewayZoneOf(region),
        }),
    endpointConfiguration: endpoint(settings),
    domainNameStatus: status,
    domainNameStatusMessage: message === "" ? undefined : message,
    securityPolicy: given(settings, "securityPolicy"),
    ownershipVerificationCertificateArn: given(settings, "ownershipVerificationCertificateArn"),
    routingMode: given(settings, "routingMode"),
    tags: textMap(settings.tags),
    mutualTlsAuthentication:
      truststore === undefined
        ? undefined
        : {
            truststoreUri: truststore.uri,
            // The one that the program pinned: a reader tells by it whether one is.
            truststoreVersion: given(object(settings.mutualTlsAuthentication), "truststoreVersion"),
            truststoreWarnings: truststore.warnings,
          },
  };
}

/** A REST API as GetRestApi gives it. */
export function restApiAnswer({ id, createdAt, rootResourceId, settings }: RestApi): object {
  return {
    id,
    name: text(settings.name),
    description: given(settings, "description"),
    createdDate: seconds(createdAt),
    apiKeySource: given(settings, "apiKeySource") ?? "HEADER",
    endpointConfiguration: endpoint(settings),
    disableExecuteApiEndpoint: settings.disableExecuteApiEndpoint === true,
    rootResourceId,
    tags: textMap(settings.tags),
  };
}

/** The provider takes one type as text, the API gives a list. */
function endpoint(settings: Values): { types: string[]; ipAddressType?: string } {
  const { types, ipAddressType } = object(settings.endpointConfiguration);
  const one = text(types);
  return {
    types: one === "" ? texts(types) : [one],
    ...(text(ipAddressType) === "" ? {} : { ipAddressType: text(ipAddressType) }),
  };
}

function given(settings: Values, name: string): string | undefined {
  const value = text(settings[name]);
  return value === "" ? undefined : value;
}
