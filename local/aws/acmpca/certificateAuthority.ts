import { createKey } from "@mtls-gateway/pki/issuing";
import type { Account } from "../../account/account";
import { arn as arnOf, newUuid } from "../../account/identifiers";
import type { PrivateCa } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CallContext, PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { makeRequest } from "../../tls/certificateRequest";
import { encodeSubject } from "../../tls/subject";
import { certificatesIn } from "../acm/acmStore";
import { object, text } from "../text";
import { privateCaError, privateCaIn } from "./privateCaStore";

const keys = {
  RSA_2048: { algorithm: "RSA", bits: 2048 },
  RSA_3072: { algorithm: "RSA", bits: 3072 },
  RSA_4096: { algorithm: "RSA", bits: 4096 },
  EC_prime256v1: { algorithm: "ECDSA", curve: "P-256" },
  EC_secp384r1: { algorithm: "ECDSA", curve: "P-384" },
  EC_secp521r1: { algorithm: "ECDSA", curve: "P-521" },
} as const;

export const signingAlgorithms = [
  "SHA256WITHRSA",
  "SHA256WITHECDSA",
  "SHA384WITHRSA",
  "SHA384WITHECDSA",
  "SHA512WITHRSA",
  "SHA512WITHECDSA",
];

const subjectPath = "certificateAuthorityConfiguration.subject";
const rareAttribute = "subjects have the common attributes alone here";

const properties: PropertyRules = {
  emulated: [
    "certificateAuthorityConfiguration",
    "enabled",
    "keyStorageSecurityStandard",
    "permanentDeletionTimeInDays",
    "region",
    "tags",
    "type",
  ],
  refused: Object.fromEntries(
    [
      "distinguishedNameQualifier",
      "generationQualifier",
      "givenName",
      "initials",
      "pseudonym",
      "surname",
      "title",
    ].map((name) => [`${subjectPath}.${name}`, rareAttribute]),
  ),
  inert: {
    usageMode: ["GENERAL_PURPOSE"],
    "revocationConfiguration.crlConfiguration.enabled": [false],
    "revocationConfiguration.ocspConfiguration.enabled": [false],
    revocationConfiguration: [
      {},
      { crlConfiguration: { enabled: false } },
      { ocspConfiguration: { enabled: false } },
      { crlConfiguration: { enabled: false }, ocspConfiguration: { enabled: false } },
    ],
  },
  replaces: [
    "certificateAuthorityConfiguration",
    "keyStorageSecurityStandard",
    "type",
    "usageMode",
  ],
  defaults: { enabled: true, permanentDeletionTimeInDays: 30, type: "SUBORDINATE" },
  computed: ["keyStorageSecurityStandard", "usageMode"],
  enums: {
    type: ["ROOT", "SUBORDINATE"],
    keyStorageSecurityStandard: ["FIPS_140_2_LEVEL_2_OR_HIGHER", "FIPS_140_2_LEVEL_3_OR_HIGHER"],
    "certificateAuthorityConfiguration.keyAlgorithm": Object.keys(keys),
    "certificateAuthorityConfiguration.signingAlgorithm": signingAlgorithms,
  },
  ranges: { permanentDeletionTimeInDays: [7, 30] },
  writeOnly: ["permanentDeletionTimeInDays"],
};

/** `aws.acmpca.CertificateAuthority`: its key is made in the account and never leaves it. */
export function certificateAuthority(account: Account): ResourceType {
  return {
    token: "aws:acmpca/certificateAuthority:CertificateAuthority",
    properties,
    create: (inputs, context) => create(account, inputs, context),
    read(id, outputs, { region }) {
      const found = account.state.certificateAuthorities[id];
      return found?.region === region ? withDays(describe(found), outputs) : undefined;
    },
    update(id, inputs, _, { region }) {
      return doing(`updating ACM PCA Certificate Authority (${id})`, () =>
        account.change((draft) => {
          const found = privateCaIn(draft, id, region, "UpdateCertificateAuthority");
          if (found.status !== "PENDING_CERTIFICATE") {
            found.status = inputs.enabled === false ? "DISABLED" : "ACTIVE";
          } else if (inputs.enabled === false) {
            const detail = `The certificate authority is not in the correct state: only an ACTIVE one can be disabled (${id} is PENDING_CERTIFICATE)`;
            throw privateCaError("UpdateCertificateAuthority", "InvalidStateException", detail);
          }
          found.settings = inputs;
          return withDays(describe(found), inputs);
        }),
      );
    },
    delete(id) {
      // The provider disables it first; that it can be restored for some days has no use here.
      if (account.state.certificateAuthorities[id] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.certificateAuthorities, id);
      });
    },
  };
}

async function create(account: Account, inputs: Values, { region }: CallContext) {
  const configuration = object(inputs.certificateAuthorityConfiguration);
  const key = await createKey(keys[text(configuration.keyAlgorithm) as keyof typeof keys]);
  const subject = object(configuration.subject);
  const arn = arnOf("acm-pca", region, `certificate-authority/${newUuid()}`);
  const made: PrivateCa = {
    arn,
    region,
    createdAt: account.now().toISOString(),
    status: "PENDING_CERTIFICATE",
    settings: inputs,
    request: makeRequest(
      encodeSubject({ ...subject, province: text(subject.state) }),
      key.privateKey,
      {
        dnsNames: [],
        ipAddresses: [],
        uris: [],
      },
    ).trim(),
    privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: "",
    chain: "",
    issued: {},
    permissions: {},
  };
  account.change((draft) => {
    draft.certificateAuthorities[arn] = made;
  });
  return { id: arn, outputs: withDays(describe(made), inputs) };
}

function describe({ arn, settings, status, request, certificate, chain }: PrivateCa): Values {
  const [own] = certificatesIn(certificate);
  return {
    keyStorageSecurityStandard: "FIPS_140_2_LEVEL_3_OR_HIGHER",
    usageMode: "GENERAL_PURPOSE",
    ...settings,
    enabled: status !== "DISABLED",
    arn,
    certificate,
    certificateChain: chain,
    certificateSigningRequest: request,
    serial: own?.serialNumber ?? "",
    notBefore: own?.notBefore.toISOString() ?? "",
    notAfter: own?.notAfter.toISOString() ?? "",
  };
}

/** The days are the provider's own, for the deletion; AWS does not give them back. */
function withDays(outputs: Values, from: Values): Values {
  return { ...outputs, permanentDeletionTimeInDays: from.permanentDeletionTimeInDays ?? 30 };
}
