import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { GatewayDomain } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { cloudFrontZone, gatewayZoneOf } from "../route53/aliasTarget";
import { object, text } from "../text";
import { untilAvailable } from "./domainStatus";
import { createDomain, deleteDomain, domainIn, domainKey, updateDomain } from "./domainStore";

const byUpload = "API Gateway takes certificates from ACM: give regionalCertificateArn";

/** `aws.apigateway.DomainName`: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
export function domainName(account: Account): ResourceType {
  return {
    token: "aws:apigateway/domainName:DomainName",
    properties: {
      emulated: [
        "certificateArn",
        "domainName",
        "endpointConfiguration",
        "mutualTlsAuthentication",
        "ownershipVerificationCertificateArn",
        "region",
        "regionalCertificateArn",
        "securityPolicy",
        "tags",
      ],
      refused: {
        certificateBody: byUpload,
        certificateChain: byUpload,
        certificateName: byUpload,
        certificatePrivateKey: byUpload,
        regionalCertificateName: byUpload,
        endpointAccessMode: "it belongs to the policies SecurityPolicy_*",
        policy: "there are no private custom domains here",
      },
      inert: {
        "endpointConfiguration.ipAddressType": ["ipv4", "dualstack"],
        routingMode: ["BASE_PATH_MAPPING_ONLY"],
      },
      replaces: ["domainName", "certificateBody", "certificateChain", "certificatePrivateKey"],
      computed: [
        "endpointConfiguration",
        "endpointConfiguration.ipAddressType",
        "ownershipVerificationCertificateArn",
        "routingMode",
        "securityPolicy",
      ],
      enums: { "endpointConfiguration.types": ["EDGE", "REGIONAL", "PRIVATE"] },
      conflicts: [
        ["certificateArn", "regionalCertificateArn", "certificateName", "regionalCertificateName"],
      ],
      // A domain exists once in a Region: a replacement of the same name cannot be made first.
      names: ["domainName"],
    },
    // Another type of endpoint has another host.
    changedOutputs: (changed, inputs, outputs) =>
      changed.includes("endpointConfiguration") &&
      object(inputs.endpointConfiguration).types !== object(outputs.endpointConfiguration).types
        ? ["cloudfrontDomainName", "regionalDomainName", "regionalZoneId"]
        : [],
    plannedOutputs: (inputs, { region }) => ({
      arn: arn("apigateway", region, `/domainnames/${text(inputs.domainName)}`, ""),
    }),
    async create(inputs, { region, signal }) {
      const name = text(inputs.domainName);
      const made = doing(`creating API Gateway Domain Name (${name})`, () =>
        account.change((draft) => createDomain(account, draft, withDefaults(inputs), region)),
      );
      const what = `API Gateway Domain Name (${name}) create`;
      await untilAvailable(account, domainKey(name, region), what, signal);
      return { id: name, outputs: describe(made) };
    },
    read(id, _, { region }) {
      const found = account.state.domains[domainKey(id, region)];
      return found === undefined ? undefined : describe(found);
    },
    async update(id, inputs, _, { region, signal }) {
      const { found, isUpdated } = doing(`updating API Gateway Domain Name (${id})`, () =>
        account.change((draft) => {
          const found = domainIn(draft, id, region, "UpdateDomainName");
          const isUpdated = updateDomain(
            account,
            draft,
            found,
            withDefaults({ ...kept(found), ...inputs }),
          );
          return { found, isUpdated };
        }),
      );
      const what = `API Gateway Domain Name (${id}) update`;
      if (isUpdated) await untilAvailable(account, domainKey(id, region), what, signal);
      return describe(found);
    },
    delete(id, _, { region }) {
      doing(`deleting API Gateway Domain Name (${id})`, () => {
        deleteDomain(account, id, region);
      });
    },
  };
}

/** What an update leaves alone when the program says nothing about it (computed in the provider). */
function kept({ settings }: GatewayDomain): Values {
  const names = ["endpointConfiguration", "ownershipVerificationCertificateArn", "securityPolicy"];
  return Object.fromEntries(
    names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
}

function withDefaults(inputs: Values): Values {
  const types =
    text(object(inputs.endpointConfiguration).types) ||
    (inputs.certificateArn === undefined ? "REGIONAL" : "EDGE");
  return {
    securityPolicy: "TLS_1_2",
    routingMode: "BASE_PATH_MAPPING_ONLY",
    ...inputs,
    endpointConfiguration: {
      ipAddressType: "ipv4",
      ...object(inputs.endpointConfiguration),
      types,
    },
  };
}

function describe(found: GatewayDomain): Values {
  const { name, region, settings, targetDomainName } = found;
  const isEdge = text(object(settings.endpointConfiguration).types) === "EDGE";
  return {
    ...settings,
    domainName: name,
    arn: arn("apigateway", region, `/domainnames/${name}`, ""),
    domainNameId: found.domainNameId,
    certificateUploadDate: found.createdAt,
    cloudfrontDomainName: isEdge ? targetDomainName : "",
    cloudfrontZoneId: cloudFrontZone,
    regionalDomainName: isEdge ? "" : targetDomainName,
    regionalZoneId: isEdge ? "" : gatewayZoneOf(region),
    ownershipVerificationCertificateArn: text(settings.ownershipVerificationCertificateArn),
  };
}
