import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { GatewayDomain } from "../../account/state";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { untilAvailable } from "../apigateway/domainStatus";
import {
  createDomain,
  deleteDomain,
  domainIn,
  domainKey,
  updateDomain,
} from "../apigateway/domainStore";
import { gatewayZoneOf } from "../route53/aliasTarget";
import { object, text } from "../text";
import { doingV2 } from "./httpApiStore";

const made = [
  "domainNameConfiguration.hostedZoneId",
  "domainNameConfiguration.targetDomainName",
  "domainNameConfiguration.ipAddressType",
  "domainNameConfiguration.ownershipVerificationCertificateArn",
];

/**
 * `aws.apigatewayv2.DomainName`: the same domains as those of `aws.apigateway.DomainName`, by the newer API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html
 */
export function httpDomainName(account: Account): ResourceType {
  return {
    token: "aws:apigatewayv2/domainName:DomainName",
    properties: {
      emulated: [
        "domainName",
        "domainNameConfiguration",
        "mutualTlsAuthentication",
        "region",
        "tags",
      ],
      inert: {
        "domainNameConfiguration.ipAddressType": ["ipv4", "dualstack"],
        routingMode: ["API_MAPPING_ONLY"],
      },
      replaces: ["domainName"],
      computed: ["routingMode", ...made],
      unknownUntilMade: made,
      enums: {
        "domainNameConfiguration.endpointType": ["REGIONAL"],
        "domainNameConfiguration.securityPolicy": ["TLS_1_2"],
      },
      names: ["domainName"],
    },
    plannedOutputs: (inputs, { region }) => ({
      arn: arn("apigateway", region, `/domainnames/${text(inputs.domainName)}`, ""),
    }),
    async create(inputs, { region, signal }) {
      const name = text(inputs.domainName);
      const domain = doingV2(`creating API Gateway v2 Domain Name (${name})`, () =>
        account.change((draft) => createDomain(account, draft, settingsOf(inputs), region)),
      );
      const what = `API Gateway v2 Domain Name (${name}) create`;
      await untilAvailable(account, domainKey(name, region), what, signal);
      return { id: name, outputs: describe(domain) };
    },
    read(id, _, { region }) {
      const found = account.state.domains[domainKey(id, region)];
      return found === undefined ? undefined : describe(found);
    },
    async update(id, inputs, _, { region, signal }) {
      const { found, isUpdated } = doingV2(`updating API Gateway v2 Domain Name (${id})`, () =>
        account.change((draft) => {
          const found = domainIn(draft, id, region, "UpdateDomainName");
          const isUpdated = updateDomain(account, draft, found, settingsOf(inputs, found));
          return { found, isUpdated };
        }),
      );
      const what = `API Gateway v2 Domain Name (${id}) update`;
      if (isUpdated) await untilAvailable(account, domainKey(id, region), what, signal);
      return describe(found);
    },
    delete(id, _, { region }) {
      doingV2(`deleting API Gateway v2 Domain Name (${id})`, () => {
        deleteDomain(account, id, region);
      });
    },
  };
}

/** The inputs in the words of `aws.apigateway.DomainName`, in which the account keeps every domain. */
function settingsOf(inputs: Values, before?: GatewayDomain): Values {
  const given = object(inputs.domainNameConfiguration);
  const kept = before?.settings ?? {};
  const ownership =
    given.ownershipVerificationCertificateArn ?? kept.ownershipVerificationCertificateArn;
  const { mutualTlsAuthentication, tags } = inputs;
  return {
    domainName: inputs.domainName ?? "",
    regionalCertificateArn: given.certificateArn ?? "",
    securityPolicy: given.securityPolicy ?? "TLS_1_2",
    endpointConfiguration: {
      types: given.endpointType ?? "REGIONAL",
      ipAddressType:
        given.ipAddressType ?? object(kept.endpointConfiguration).ipAddressType ?? "ipv4",
    },
    routingMode: "BASE_PATH_MAPPING_ONLY",
    ...(ownership === undefined ? {} : { ownershipVerificationCertificateArn: ownership }),
    ...(mutualTlsAuthentication === undefined ? {} : { mutualTlsAuthentication }),
    ...(tags === undefined ? {} : { tags }),
  };
}

function describe({ name, region, settings, targetDomainName }: GatewayDomain): Values {
  const { types, ipAddressType } = object(settings.endpointConfiguration);
  const { mutualTlsAuthentication, tags } = settings;
  return {
    domainName: name,
    arn: arn("apigateway", region, `/domainnames/${name}`, ""),
    apiMappingSelectionExpression: "$request.basepath",
    routingMode: "API_MAPPING_ONLY",
    domainNameConfiguration: {
      certificateArn: text(settings.regionalCertificateArn),
      endpointType: text(types),
      hostedZoneId: gatewayZoneOf(region),
      ipAddressType: text(ipAddressType) || "ipv4",
      ownershipVerificationCertificateArn: text(settings.ownershipVerificationCertificateArn),
      securityPolicy: text(settings.securityPolicy),
      targetDomainName,
    },
    ...(mutualTlsAuthentication === undefined ? {} : { mutualTlsAuthentication }),
    ...(tags === undefined ? {} : { tags }),
  };
}
