import { createHash } from "node:crypto";
import { accountId, type Account } from "../../account/account";
import { arn as arnOf, newUuid } from "../../account/identifiers";
import type { AcmCertificate, ValidationRecord } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, Created, ResourceType } from "../../provider/resourceType";
import { hasUnknown, Unknown, type Values } from "../../provider/values";
import { object, text } from "../text";
import {
  acmError,
  certificatesIn,
  certificateStatus,
  renewalEligibility,
  usersOf,
} from "./acmStore";
import { checkReimport, readImport } from "./importedCertificate";
import { issuePrivately } from "./privateCertificate";
import { nameFailures, refuseNames, requestedNames } from "./requestedNames";

const requested = ["domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"];
const imported = ["certificateBody", "certificateChain", "privateKey"];

/** `aws.acm.Certificate`: requested with DNS validation, imported, or issued by an AWS Private CA of the account. */
export function certificate(account: Account): ResourceType {
  return {
    token: "aws:acm/certificate:Certificate",
    properties: {
      emulated: [...requested, ...imported, "certificateAuthorityArn", "options", "region", "tags"],
      refused: {
        earlyRenewalDuration: "ACM renews by itself here, from 60 days before the end",
        validationOptions: "certificates are validated by DNS records alone",
        privateKeyWo: "give the key as privateKey",
      },
      inert: {
        "options.certificateTransparencyLoggingPreference": ["ENABLED", "DISABLED"],
        "options.export": ["DISABLED"],
      },
      replaces: [...requested, "certificateAuthorityArn", "options.export"],
      computed: [...requested, "options"],
      enums: {
        validationMethod: ["DNS"],
        keyAlgorithm: ["RSA_2048", "EC_prime256v1", "EC_secp384r1"],
      },
      exactlyOne: [["domainName", "privateKey", "privateKeyWo"]],
      sets: ["subjectAlternativeNames"],
      writeOnly: ["privateKey"],
      secretOutputs: ["privateKey"],
    },
    check,
    plannedOutputs,
    changedOutputs: (changed) =>
      changed.some((name) => imported.includes(name)) ? ["notBefore", "notAfter", "status"] : [],
    create(inputs, { region }) {
      const isImport = inputs.privateKey !== undefined;
      const what = isImport ? "importing ACM Certificate" : "requesting ACM Certificate";
      const id = arnOf("acm", region, `certificate/${newUuid()}`);
      const keep = (made: AcmCertificate) => {
        account.change((draft) => {
          draft.certificates[id] = made;
        });
        return { id, outputs: withKey(describe(account, made), inputs) };
      };
      return doing<Created | Promise<Created>>(what, () => {
        if (isImport) return keep(importNew(id, region, inputs, account.now()));
        const requested = request(id, region, inputs, account.now());
        return inputs.certificateAuthorityArn === undefined
          ? keep(requested)
          : issuePrivately(account, requested).then(keep);
      });
    },
    read(id, outputs) {
      const found = account.state.certificates[id];
      return found === undefined ? undefined : withKey(describe(account, found), outputs);
    },
    update(id, inputs, outputs) {
      // As the provider does it: a change of nothing but tags imports nothing, and so goes through after the end too.
      const isImport = imported.some((name) => text(inputs[name]) !== text(outputs[name]));
      const what = isImport ? "importing" : "updating";
      return doing(`${what} ACM Certificate (${id})`, () =>
        account.change((draft) => {
          const found = draft.certificates[id];
          if (found === undefined) {
            const detail = `Could not find certificate ${id}.`;
            throw acmError("DescribeCertificate", "ResourceNotFoundException", detail);
          }
          if (isImport) reimport(found, inputs, account.now());
          found.settings = { ...found.settings, ...shown(inputs), tags: object(inputs.tags) };
          return withKey(describe(account, found), inputs);
        }),
      );
    },
    delete(id) {
      if (account.state.certificates[id] === undefined) return;
      doing(`deleting ACM Certificate (${id})`, () => {
        account.change((draft) => {
          const users = usersOf(draft, id);
          if (users.length > 0) {
            const detail = `Certificate ${id} in account ${accountId} is in use. (by ${users.join(", ")})`;
            throw acmError("DeleteCertificate", "ResourceInUseException", detail);
          }
          Reflect.deleteProperty(draft.certificates, id);
        });
      });
    },
  };
}

function check(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const conflict = (one: string, other: string, words: string) => {
    if (inputs[one] === undefined || inputs[other] === undefined) return;
    failures.push({ property: one, reason: `Conflicting configuration arguments: ${words}` });
  };
  for (const name of imported)
    conflict(
      name,
      "validationMethod",
      `"${name}": an imported certificate takes no validationMethod`,
    );
  for (const name of ["certificateBody", "certificateChain"]) {
    conflict(name, "domainName", `"${name}": conflicts with domain_name`);
  }
  conflict(
    "certificateAuthorityArn",
    "privateKey",
    `"certificate_authority_arn": conflicts with private_key`,
  );
  if (inputs.privateKey !== undefined && inputs.certificateBody === undefined) {
    const reason = `Missing required argument. "private_key": all of "certificate_body,private_key" must be specified`;
    failures.push({ property: "certificateBody", reason });
  }
  conflict(
    "certificateAuthorityArn",
    "validationMethod",
    `"certificate_authority_arn": conflicts with validation_method`,
  );
  const isPrivate = inputs.certificateAuthorityArn !== undefined;
  if (inputs.domainName !== undefined && inputs.validationMethod === undefined && !isPrivate) {
    const reason =
      "validationMethod left out means EMAIL, which is not emulated by the AWS on this machine: set it to DNS";
    failures.push({ property: "validationMethod", reason });
  }
  failures.push(...nameFailures(inputs));
  return failures;
}

/** As in the provider, the names to validate are known in a preview, the records are not. */
function plannedOutputs(inputs: Values): Values {
  if (inputs.certificateAuthorityArn !== undefined) return { domainValidationOptions: [] };
  if (inputs.domainName === undefined || hasUnknown(inputs.subjectAlternativeNames)) {
    return inputs.privateKey === undefined ? {} : { domainValidationOptions: [] };
  }
  const unknown = Unknown.value;
  return {
    domainValidationOptions: requestedNames(inputs).map((domainName) => ({
      domainName,
      resourceRecordName: unknown,
      resourceRecordType: unknown,
      resourceRecordValue: unknown,
    })),
  };
}

function request(arn: string, region: string, inputs: Values, now: Date): AcmCertificate {
  refuseNames(inputs);
  const names = requestedNames(inputs);
  return {
    arn,
    region,
    type: "AMAZON_ISSUED",
    status: "PENDING_VALIDATION",
    domainName: text(inputs.domainName),
    names,
    settings: { keyAlgorithm: "RSA_2048", ...shown(inputs) },
    createdAt: now.toISOString(),
    certificate: "",
    chain: "",
    privateKey: "",
    validation: names.map(validationRecord),
  };
}

/** ACM asks for the same record whenever an account asks for the same name; a wildcard shares its parent's. */
function validationRecord(domainName: string): ValidationRecord {
  const base = domainName.replace(/^\*\./, "").toLowerCase();
  const token = createHash("sha256").update(`${accountId}/${base}`).digest("hex");
  return {
    domainName,
    recordName: `_${token.slice(0, 32)}.${base}.`,
    recordValue: `_${token.slice(32)}.acm-validations.aws.`,
  };
}

function importNew(arn: string, region: string, inputs: Values, now: Date): AcmCertificate {
  const made: AcmCertificate = {
    arn,
    region,
    type: "IMPORTED",
    status: "ISSUED",
    domainName: "",
    names: [],
    settings: shown(inputs),
    createdAt: now.toISOString(),
    certificate: "",
    chain: "",
    privateKey: "",
    validation: [],
  };
  reimport(made, inputs, now);
  return made;
}

/** A new body, and even a new key of the same kind, goes in under the same ARN. */
function reimport(found: AcmCertificate, inputs: Values, now: Date): void {
  if (found.type !== "IMPORTED") {
    const detail = `The certificate ${found.arn} is ${found.type}, not imported: a certificate can be imported under the ARN of a previously imported one alone. Import it as a certificate of its own`;
    throw acmError("ImportCertificate", "ValidationException", detail);
  }
  const after = readImport(inputs, now);
  const [before] = certificatesIn(found.certificate);
  if (before !== undefined) checkReimport(before, after);
  found.certificate = after.certificate;
  found.chain = after.chain;
  found.privateKey = after.privateKey;
  found.names = after.names;
  found.domainName = after.names[0] ?? "";
  found.notBefore = after.leaf.notBefore.toISOString();
  found.notAfter = after.leaf.notAfter.toISOString();
  found.settings.keyAlgorithm = after.keyAlgorithm;
}

/** ACM never gives a key back: the stack's state has it from the program. */
function withKey(outputs: Values, from: Values): Values {
  return from.privateKey === undefined ? outputs : { ...outputs, privateKey: from.privateKey };
}

/** Inputs as they are shown again; the private key is kept apart. */
function shown(inputs: Values): Values {
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !imported.includes(name) && name !== "region"),
  );
}

function describe({ state, now }: Account, found: AcmCertificate): Values {
  const isImport = found.type === "IMPORTED";
  return {
    options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
    ...found.settings,
    arn: found.arn,
    domainName: found.domainName,
    subjectAlternativeNames: isImport && found.names.length === 0 ? [] : found.names,
    domainValidationOptions: found.validation.map((record) => ({
      domainName: record.domainName,
      resourceRecordName: record.recordName,
      resourceRecordType: "CNAME",
      resourceRecordValue: record.recordValue,
    })),
    status: certificateStatus(state, found, now()),
    type: found.type,
    validationMethod:
      found.type === "AMAZON_ISSUED" ? text(found.settings.validationMethod) : "NONE",
    validationEmails: [],
    notBefore: found.notBefore ?? "",
    notAfter: found.notAfter ?? "",
    pendingRenewal: false,
    renewalEligibility: renewalEligibility(state, found, now()),
    renewalSummaries: [],
    ...(isImport ? { certificateBody: found.certificate } : {}),
    ...(isImport && found.chain !== "" ? { certificateChain: found.chain } : {}),
  };
}
