import type { Account } from "../../account/account";
import type { AcmCertificate } from "../../account/state";
import { acmError } from "../../aws/acm/acmStore";
import { notAnswered } from "../notAnswered";
import { refuseUnknown } from "../refuseUnknown";
import type { WireResponse, WireService } from "../wireRequest";
import { certificateDetail } from "./answers";
import { knownFilters, listCertificates, type ListInput } from "./listCertificates";
import { readInput } from "./readInput";

type Input = ListInput & { CertificateArn?: string };

interface Operation {
  /** Members of the input that are answered. */
  known: readonly string[];
  run(input: Input, region: string): object;
}

/**
 * AWS Certificate Manager, JSON 1.1 protocol.
 *
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html
 */
export function acmService(account: Account): WireService {
  // A map: a client chooses the name, and `constructor` is a name too.
  const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
    [
      "DescribeCertificate",
      {
        known: ["CertificateArn"],
        run: (input, region) => {
          const found = certificateIn(account, "DescribeCertificate", input, region);
          return { Certificate: certificateDetail(account.state, found, account.now()) };
        },
      },
    ],
    [
      "GetCertificate",
      {
        known: ["CertificateArn"],
        run: (input, region) => {
          const found = certificateIn(account, "GetCertificate", input, region);
          if (found.status !== "ISSUED") {
            const detail = `The certificate ${found.arn} is not issued yet.`;
            throw acmError("GetCertificate", "RequestInProgressException", detail);
          }
          const { certificate: Certificate, chain } = found;
          return { Certificate, ...(chain === "" ? {} : { CertificateChain: chain }) };
        },
      },
    ],
    [
      "ListCertificates",
      {
        known: ["CertificateStatuses", "Includes", "MaxItems", "NextToken"],
        run: (input, region) => listCertificates(account, input, region),
      },
    ],
  ]);
  const answered = [...operations.keys()];
  return {
    answer({ headers, body, region }) {
      const name = String(headers["x-amz-target"] ?? "").replace("CertificateManager.", "");
      const operation = operations.get(name);
      if (operation === undefined) throw notAnswered("ACM", name, answered);
      const input = readInput(name, body);
      const call = { service: "ACM", operation: name, answered };
      refuseUnknown(call, Object.keys(input), operation.known);
      refuseUnknown(call, Object.keys(input.Includes ?? {}), knownFilters);
      return json(200, operation.run(input, region));
    },
    refuse: ({ status, code, message }) => json(status, { __type: code, message }),
  };
}

function certificateIn(
  { state }: Account,
  operation: string,
  { CertificateArn: arn = "" }: Input,
  region: string,
): AcmCertificate {
  const found = state.certificates[arn];
  if (found?.region === region) return found;
  throw acmError(operation, "ResourceNotFoundException", `Could not find certificate ${arn}.`);
}

function json(status: number, body: object): WireResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
  };
}
