import type { Account } from "../../account/account";
import type { AcmCertificate } from "../../account/state";
import { acmError, certificateStatus } from "../../aws/acm/acmStore";
import { pageOf, pageSize } from "../page";
import { certificateSummary, keyAlgorithmOf, usagesOf } from "./answers";

/** What ListCertificates is asked. */
export interface ListInput {
  CertificateStatuses?: string[];
  Includes?: { extendedKeyUsage?: string[]; keyUsage?: string[]; keyTypes?: string[] };
  MaxItems?: number;
  NextToken?: string;
}

/** Names in `Includes` that are answered; the rest is refused by name. */
export const knownFilters = ["extendedKeyUsage", "keyUsage", "keyTypes"] as const;

/** ListCertificates leaves out every other key type unless it is asked for. */
const listedByDefault = ["RSA_1024", "RSA_2048"];

/**
 * The certificates of a Region that a caller asks for, a page of them.
 *
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html
 */
export function listCertificates(account: Account, input: ListInput, region: string): object {
  const { state } = account;
  const now = account.now();
  const size = pageSize(input.MaxItems, 1, 1000);
  if (size === undefined) {
    const detail = `1 validation error detected: Value '${String(input.MaxItems)}' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1`;
    throw acmError("ListCertificates", "ValidationException", detail);
  }
  const isAsked = (each: AcmCertificate) =>
    each.region === region &&
    input.CertificateStatuses?.includes(certificateStatus(state, each, now)) !== false &&
    passes(each, input.Includes ?? {});
  const all = Object.values(state.certificates).filter(isAsked);
  const { items, next } = pageOf(all, ({ arn }) => arn, input.NextToken ?? "", size);
  return {
    CertificateSummaryList: items.map((each) => certificateSummary(state, each, now)),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

/** Each filter takes a certificate that has one of its values. */
function passes(
  found: AcmCertificate,
  { keyTypes, keyUsage, extendedKeyUsage }: NonNullable<ListInput["Includes"]>,
): boolean {
  const usages = usagesOf(found);
  const extended = usages.extendedKeyUsages.map(({ Name }) => Name);
  return (
    (keyTypes ?? listedByDefault).includes(keyAlgorithmOf(found)) &&
    keyUsage?.some((name) => usages.keyUsages.includes(name)) !== false &&
    extendedKeyUsage?.some((name) =>
      name === "NONE" ? extended.length === 0 : extended.includes(name),
    ) !== false
  );
}
