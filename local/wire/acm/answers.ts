import type { Certificate } from "@mtls-gateway/pki";
import type { AccountState, AcmCertificate } from "../../account/state";
import {
  certificatesIn,
  certificateStatus,
  renewalEligibility,
  usersOf,
} from "../../aws/acm/acmStore";
import { text } from "../../aws/text";
import { seconds } from "../seconds";

/** Names of ACM for what X.509 calls otherwise. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
const keyAlgorithms: Readonly<Record<string, string>> = {
  "P-256": "EC_prime256v1",
  "P-384": "EC_secp384r1",
  "P-521": "EC_secp521r1",
};
const keyUsages: Readonly<Record<string, string>> = {
  digitalSignature: "DIGITAL_SIGNATURE",
  nonRepudiation: "NON_REPUDIATION",
  keyEncipherment: "KEY_ENCIPHERMENT",
  dataEncipherment: "DATA_ENCIPHERMENT",
  keyAgreement: "KEY_AGREEMENT",
  keyCertSign: "CERTIFICATE_SIGNING",
  cRLSign: "CRL_SIGNING",
  encipherOnly: "ENCIPHER_ONLY",
  decipherOnly: "DECIPHER_ONLY",
};
const extendedKeyUsages: Readonly<Record<string, { Name: string; OID: string }>> = {
  serverAuth: { Name: "TLS_WEB_SERVER_AUTHENTICATION", OID: "1.3.6.1.5.5.7.3.1" },
  clientAuth: { Name: "TLS_WEB_CLIENT_AUTHENTICATION", OID: "1.3.6.1.5.5.7.3.2" },
  codeSigning: { Name: "CODE_SIGNING", OID: "1.3.6.1.5.5.7.3.3" },
  emailProtection: { Name: "EMAIL_PROTECTION", OID: "1.3.6.1.5.5.7.3.4" },
  timeStamping: { Name: "TIME_STAMPING", OID: "1.3.6.1.5.5.7.3.8" },
  OCSPSigning: { Name: "OCSP_SIGNING", OID: "1.3.6.1.5.5.7.3.9" },
  anyExtendedKeyUsage: { Name: "ANY", OID: "2.5.29.37.0" },
};

/** `CertificateDetail`: what DescribeCertificate gives. */
export function certificateDetail(
  state: Readonly<AccountState>,
  found: AcmCertificate,
  now: Date,
): object {
  const leaf = leafOf(found);
  return {
    ...times(found),
    CertificateArn: found.arn,
    DomainName: found.domainName,
    SubjectAlternativeNames: found.names,
    Status: certificateStatus(state, found, now),
    Type: found.type,
    KeyAlgorithm: keyAlgorithmOf(found),
    InUseBy: usersOf(state, found.arn),
    RenewalEligibility: renewalEligibility(state, found, now),
    ...(found.validation.length === 0 ? {} : { DomainValidationOptions: validationOf(found) }),
    ...(leaf === undefined ? {} : certificateFields(leaf)),
    ...(leaf === undefined ? {} : usageFields(found)),
  };
}

/** `CertificateSummary`: one line of ListCertificates. */
export function certificateSummary(
  state: Readonly<AccountState>,
  found: AcmCertificate,
  now: Date,
): object {
  return {
    ...times(found),
    CertificateArn: found.arn,
    DomainName: found.domainName,
    SubjectAlternativeNameSummaries: found.names,
    HasAdditionalSubjectAlternativeNames: false,
    Status: certificateStatus(state, found, now),
    Type: found.type,
    KeyAlgorithm: keyAlgorithmOf(found),
    InUse: usersOf(state, found.arn).length > 0,
    RenewalEligibility: renewalEligibility(state, found, now),
  };
}

/** "RSA_2048", "EC_prime256v1": of the certificate, else as it was requested. */
export function keyAlgorithmOf(found: AcmCertificate): string {
  const leaf = leafOf(found);
  if (leaf === undefined) return text(found.settings.keyAlgorithm) || "RSA_2048";
  return keyAlgorithms[leaf.keyName] ?? leaf.keyName.replace("-", "_");
}

/** What the certificate's key may do, in ACM's names; nothing until it is issued. */
export function usagesOf(found: AcmCertificate): {
  keyUsages: string[];
  extendedKeyUsages: { Name: string; OID: string }[];
} {
  const leaf = leafOf(found);
  return {
    keyUsages: (leaf?.keyUsage ?? []).map((usage) => keyUsages[usage] ?? "CUSTOM"),
    extendedKeyUsages: (leaf?.extendedKeyUsage ?? []).map(
      (usage) => extendedKeyUsages[usage] ?? { Name: "CUSTOM", OID: usage },
    ),
  };
}

function leafOf({ certificate }: AcmCertificate): Certificate | undefined {
  return certificate === "" ? undefined : certificatesIn(certificate)[0];
}

function times({ type, createdAt, notBefore, notAfter }: AcmCertificate): object {
  return {
    CreatedAt: seconds(createdAt),
    ...(type === "IMPORTED" ? { ImportedAt: seconds(createdAt) } : {}),
    ...(notBefore === undefined ? {} : { NotBefore: seconds(notBefore) }),
    ...(notAfter === undefined ? {} : { NotAfter: seconds(notAfter) }),
  };
}

function validationOf({ validation, status }: AcmCertificate): object[] {
  return validation.map(({ domainName, recordName, recordValue }) => ({
    DomainName: domainName,
    ValidationDomain: domainName,
    ValidationMethod: "DNS",
    ValidationStatus: status === "ISSUED" ? "SUCCESS" : "PENDING_VALIDATION",
    ResourceRecord: { Name: recordName, Type: "CNAME", Value: recordValue },
  }));
}

function certificateFields(leaf: Certificate): object {
  return {
    Serial: leaf.serialNumber.match(/../g)?.join(":"),
    Subject: leaf.subject,
    Issuer: leaf.issuer,
    SignatureAlgorithm: `${leaf.signatureHash.replace("-", "")}WITH${leaf.signatureScheme === "EC" ? "ECDSA" : leaf.signatureScheme}`,
  };
}

function usageFields(found: AcmCertificate): object {
  const { keyUsages, extendedKeyUsages } = usagesOf(found);
  return {
    KeyUsages: keyUsages.map((Name) => ({ Name })),
    ExtendedKeyUsages: extendedKeyUsages,
  };
}
