import type { Account } from "../../account/account";
import type { ResourceType } from "../../provider/resourceType";
import { text, texts } from "../text";
import { acmError, certificateStatus, provenNames } from "./acmStore";
import type { CertificateIssuer } from "./certificateIssuer";

/** How long records that are made at the same time may take, ms. AWS itself is given 75 minutes by the provider. */
const patience = 5_000;

/** `aws.acm.CertificateValidation`: done when the certificate is issued; a record that is missing is named. */
export function certificateValidation(account: Account, issuer: CertificateIssuer): ResourceType {
  return {
    token: "aws:acm/certificateValidation:CertificateValidation",
    properties: {
      emulated: ["certificateArn", "region", "validationRecordFqdns"],
      replaces: ["certificateArn", "validationRecordFqdns"],
      sets: ["validationRecordFqdns"],
    },
    async create(inputs, { region, signal }) {
      const arn = text(inputs.certificateArn);
      const found = account.state.certificates[arn];
      if (found === undefined || found.region !== region) {
        const detail = `Could not find certificate ${arn} in ${region}.`;
        throw acmError("DescribeCertificate", "ResourceNotFoundException", detail);
      }
      if (found.type !== "AMAZON_ISSUED") {
        throw new Error(`ACM Certificate (${arn}) has type ${found.type}, no validation necessary`);
      }
      const given = texts(inputs.validationRecordFqdns).map(plain);
      const missing = found.validation
        .map(({ recordName }) => plain(recordName))
        .filter((name) => given.length > 0 && !given.includes(name));
      if (missing.length > 0) {
        throw new Error(
          `missing ${missing.length} DNS validation record(s): ${missing.join(", ")}`,
        );
      }
      if (!(await issuer.wait(arn, patience, signal))) {
        const status = certificateStatus(account.state, found, account.now());
        const asked = found.validation
          .filter((record) => !provenNames(account.state, { ...found, validation: [record] }))
          .map(({ recordName, recordValue }) => `${recordName} CNAME ${recordValue}`);
        throw new Error(
          `waiting for ACM Certificate (${arn}) to be issued: it ${status === "PENDING_VALIDATION" ? "stays" : "is"} ${status}, for no hosted zone of the account has ${asked.join(", ")}. Make that record with aws.route53.Record.`,
        );
      }
      const issued = account.state.certificates[arn];
      return { id: issued?.notBefore ?? arn, outputs: inputs };
    },
    read(_, outputs) {
      const found = account.state.certificates[text(outputs.certificateArn)];
      return found?.status === "ISSUED" ? outputs : undefined;
    },
    delete: () => undefined,
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
