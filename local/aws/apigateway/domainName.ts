import type { Account } from "../../account/account";
import { arn, newApiId, newCloudFrontName } from "../../account/identifiers";
import type { GatewayDomain } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { cloudFrontZone, gatewayZoneOf } from "../route53/aliasTarget";
import { object, text } from "../text";
import { checkDomainName } from "./domainRules";
import { gatewayError } from "./restApiStore";
import { readTruststore } from "./truststoreReader";

const byUpload = "API Gateway takes certificates from ACM: give regionalCertificateArn";

/** `aws.apigateway.DomainName`: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
export function domainName(account: Account): ResourceType {
  const key = (name: string, region: string) => `${region}/${name}`;
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
    plannedOutputs: (inputs, { region }) => ({
      arn: arn("apigateway", region, `/domainnames/${text(inputs.domainName)}`, ""),
    }),
    create(inputs, { region }) {
      const name = text(inputs.domainName);
      return doing(`creating API Gateway Domain Name (${name})`, () =>
        account.change((draft) => {
          const operation = "CreateDomainName";
          if (draft.domains[key(name, region)] !== undefined) {
            const detail = `The domain name you provided already exists.`;
            throw gatewayError(operation, "ConflictException", detail);
          }
          const settings = withDefaults(inputs);
          checkDomainName(draft, { settings, region, operation, now: account.now() });
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
          draft.domains[key(name, region)] = made;
          return { id: name, outputs: describe(made) };
        }),
      );
    },
    read(id, _, { region }) {
      const found = account.state.domains[key(id, region)];
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs, _, { region }) {
      return doing(`updating API Gateway Domain Name (${id})`, () =>
        account.change((draft) => {
          const operation = "UpdateDomainName";
          const found = draft.domains[key(id, region)];
          if (found === undefined) {
            const detail = "Invalid domain name identifier specified";
            throw gatewayError(operation, "NotFoundException", detail);
          }
          const settings = withDefaults({ ...kept(found), ...inputs });
          checkDomainName(draft, { settings, region, operation, now: account.now() });
          const before = JSON.stringify(found.settings.mutualTlsAuthentication);
          if (JSON.stringify(settings.mutualTlsAuthentication) !== before) {
            // Read at create and at an update of the truststore, and at no other time.
            delete found.truststore;
            const truststore = readTruststore(account, draft, settings, operation);
            if (truststore !== undefined) found.truststore = truststore;
          }
          found.settings = settings;
          return describe(found);
        }),
      );
    },
    delete(id, _, { region }) {
      if (account.state.domains[key(id, region)] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.domains, key(id, region));
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
