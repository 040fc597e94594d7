import type { Account } from "../../account/account";
import type { AcmCertificate } from "../../account/state";
import { acmError, certificateStatus } from "../../aws/acm/acmStore";
import { notAnswered } from "../notAnswered";
import { pageOf, pageSize } from "../page";
import type { WireResponse, WireService } from "../wireRequest";
import { certificateDetail, certificateSummary, keyAlgorithmOf } from "./answers";

interface Input {
  CertificateArn?: string;
  CertificateStatuses?: string[];
  Includes?: { keyTypes?: string[] };
  MaxItems?: number;
  NextToken?: string;
}

/** ListCertificates leaves out every other key type unless it is asked for. */
const listedByDefault = ["RSA_1024", "RSA_2048"];

/**
 * AWS Certificate Manager, JSON 1.1 protocol.
 *
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html
 */
export function acmService(account: Account): WireService {
  const operations: Readonly<Record<string, (input: Input, region: string) => object>> = {
    DescribeCertificate: (input, region) => ({
      Certificate: certificateDetail(
        account.state,
        find("DescribeCertificate", input, region),
        account.now(),
      ),
    }),
    GetCertificate: (input, region) => {
      const found = find("GetCertificate", input, region);
      if (found.status !== "ISSUED") {
        const detail = `The certificate ${found.arn} is not issued yet.`;
        throw acmError("GetCertificate", "RequestInProgressException", detail);
      }
      const { certificate: Certificate, chain } = found;
      return { Certificate, ...(chain === "" ? {} : { CertificateChain: chain }) };
    },
    ListCertificates: (input, region) => {
      const keyTypes = input.Includes?.keyTypes ?? listedByDefault;
      const all = Object.values(account.state.certificates).filter(
        (each) =>
          each.region === region &&
          keyTypes.includes(keyAlgorithmOf(each)) &&
          input.CertificateStatuses?.includes(
            certificateStatus(account.state, each, account.now()),
          ) !== false,
      );
      const size = pageSize(input.MaxItems, 1000);
      const { items, next } = pageOf(all, ({ arn }) => arn, input.NextToken ?? "", size);
      return {
        CertificateSummaryList: items.map((each) =>
          certificateSummary(account.state, each, account.now()),
        ),
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
  const find = (
    operation: string,
    { CertificateArn: arn = "" }: Input,
    region: string,
  ): AcmCertificate => {
    const found = account.state.certificates[arn];
    if (found?.region === region) return found;
    const detail = `Could not find certificate ${arn}.`;
    throw acmError(operation, "ResourceNotFoundException", detail);
  };
  return {
    answer({ headers, body, region }) {
      const operation = String(headers["x-amz-target"] ?? "").replace("CertificateManager.", "");
      const run = operations[operation];
      if (run === undefined) throw notAnswered("ACM", operation, Object.keys(operations));
      return json(200, run(JSON.parse(body === "" ? "{}" : body) as Input, region));
    },
    refuse: ({ status, code, message }) => json(status, { __type: code, message }),
  };
}

function json(status: number, body: object): WireResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
  };
}
