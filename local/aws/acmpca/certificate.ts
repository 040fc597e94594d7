import type { Account } from "../../account/account";
import { newUuid } from "../../account/identifiers";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import { notEmulated } from "../../provider/checkInputs";
import { hasUnknown, type Values } from "../../provider/values";
import { readRequest } from "../../tls/certificateRequest";
import { object, text } from "../text";
import { signingAlgorithms } from "./certificateAuthority";
import { certificateTemplate, defaultTemplate, templateArns } from "./certificateTemplate";
import { issueFrom, privateCaError, privateCaIn } from "./privateCaStore";

const operation = "IssueCertificate";
const day = 86_400_000;

/** `aws.acmpca.Certificate`: a request signed by an AWS Private CA, by one of its templates. */
export function privateCertificate(account: Account): ResourceType {
  const order = [
    "certificateAuthorityArn",
    "certificateSigningRequest",
    "signingAlgorithm",
    "templateArn",
    "validity",
  ];
  return {
    token: "aws:acmpca/certificate:Certificate",
    properties: {
      emulated: [...order, "region"],
      refused: { apiPassthrough: "templates that take names from the call are not here" },
      replaces: [...order, "apiPassthrough"],
      enums: {
        signingAlgorithm: signingAlgorithms,
        "validity.type": ["END_DATE", "ABSOLUTE", "DAYS", "MONTHS", "YEARS"],
      },
      writeOnly: order,
    },
    check,
    async create(inputs, { region }) {
      const arn = text(inputs.certificateAuthorityArn);
      const now = account.now();
      const issued = await issueFrom(
        privateCaIn(account.state, arn, region, operation),
        requestOf(text(inputs.certificateSigningRequest)),
        {
          template: templateOf(inputs),
          signingAlgorithm: text(inputs.signingAlgorithm),
          now,
          notAfter: endOf(object(inputs.validity), now),
          operation,
        },
      );
      const id = `${arn}/certificate/${newUuid().replaceAll("-", "")}`;
      const { certificate, chain } = issued;
      const kept = { certificate: certificate.toPem().trim(), chain };
      account.change((draft) => {
        privateCaIn(draft, arn, region, operation).issued[id] = kept;
      });
      return { id, outputs: { ...inputs, ...describe(id, kept) } };
    },
    read(id, outputs) {
      const [arn = ""] = id.split("/certificate/");
      const found = account.state.certificateAuthorities[arn]?.issued[id];
      if (found === undefined || found.revokedAt !== undefined) return undefined;
      return { certificateAuthorityArn: arn, ...outputs, ...describe(id, found) };
    },
    /** The provider revokes it. Nothing here asks for revocation, as API Gateway and CloudFront do not. */
    delete(id) {
      const [arn = ""] = id.split("/certificate/");
      if (account.state.certificateAuthorities[arn]?.issued[id] === undefined) return;
      account.change((draft) => {
        const found = draft.certificateAuthorities[arn]?.issued[id];
        if (found !== undefined) found.revokedAt = account.now().toISOString();
      });
    },
  };
}

function check({ templateArn, validity }: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (typeof templateArn === "string" && certificateTemplate(templateArn) === undefined) {
    const reason = notEmulated(
      `the template ${templateArn}`,
      `those here are ${templateArns.join(", ")}`,
    );
    failures.push({ property: "templateArn", reason });
  }
  if (hasUnknown(validity)) return failures;
  const { type, value } = object(validity);
  const fits =
    type === "END_DATE" ? !Number.isNaN(Date.parse(text(value))) : /^\d+$/.test(text(value));
  if (!fits) {
    const wanted = type === "END_DATE" ? "a date as RFC 3339 writes it" : "a whole number";
    const reason = `expected validity of type ${text(type)} to be ${wanted}, got ${text(value)}`;
    failures.push({ property: "validity.value", reason });
  }
  return failures;
}

function templateOf({ templateArn }: Values) {
  const template = certificateTemplate(text(templateArn) || defaultTemplate);
  if (template !== undefined) return template;
  throw privateCaError(operation, "InvalidArgsException", `No template ${text(templateArn)}`);
}

function requestOf(pem: string) {
  try {
    return readRequest(pem);
  } catch (error) {
    const detail = `The certificate signing request is invalid: ${(error as Error).message}`;
    throw privateCaError(operation, "MalformedCSRException", detail);
  }
}

/** https://docs.aws.amazon.com/privateca/latest/APIReference/API_Validity.html */
function endOf({ type, value }: Values, now: Date): Date {
  const count = Number(value);
  const end = new Date(now);
  switch (type) {
    case "END_DATE":
      return new Date(text(value));
    case "ABSOLUTE":
      return new Date(count * 1000);
    case "YEARS":
      end.setUTCFullYear(end.getUTCFullYear() + count);
      return end;
    case "MONTHS":
      end.setUTCMonth(end.getUTCMonth() + count);
      return end;
    default:
      return new Date(now.getTime() + count * day);
  }
}

function describe(arn: string, { certificate, chain }: { certificate: string; chain: string }) {
  return { arn, certificate, certificateChain: chain };
}
