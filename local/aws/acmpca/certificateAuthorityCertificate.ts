import { createPrivateKey, createPublicKey } from "node:crypto";
import type { Account } from "../../account/account";
import type { PrivateCa } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import { certificatesIn } from "../acm/acmStore";
import { text } from "../text";
import { joined, privateCaError, privateCaIn } from "./privateCaStore";

const operation = "ImportCertificateAuthorityCertificate";
const all = ["certificate", "certificateAuthorityArn", "certificateChain"];

/**
 * `aws.acmpca.CertificateAuthorityCertificate`: installs a CA's own certificate and makes it active.
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_ImportCertificateAuthorityCertificate.html
 */
export function certificateAuthorityCertificate(account: Account): ResourceType {
  return {
    token: "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
    properties: { emulated: [...all, "region"], replaces: all, computed: ["certificateChain"] },
    create(inputs, { region }) {
      const arn = text(inputs.certificateAuthorityArn);
      const certificate = joined(text(inputs.certificate));
      const chain = joined(text(inputs.certificateChain));
      return doing(`importing ACM PCA Certificate (${arn})`, () =>
        account.change((draft) => {
          const ca = privateCaIn(draft, arn, region, operation);
          refuseUnfit(ca, certificate, chain);
          ca.certificate = certificate;
          ca.chain = chain;
          if (ca.status === "PENDING_CERTIFICATE") ca.status = "ACTIVE";
          return {
            id: arn,
            outputs: { ...inputs, certificateChain: text(inputs.certificateChain) },
          };
        }),
      );
    },
    read(id, outputs) {
      const found = account.state.certificateAuthorities[id];
      if (found === undefined || found.certificate === "") return undefined;
      const same = joined(text(outputs.certificate)) === found.certificate;
      return {
        certificateAuthorityArn: id,
        certificate: same ? text(outputs.certificate) : found.certificate,
        certificateChain:
          joined(text(outputs.certificateChain)) === found.chain
            ? text(outputs.certificateChain)
            : found.chain,
      };
    },
    // AWS has no way to take it out again, and the provider leaves it.
    delete: () => undefined,
  };
}

function refuseUnfit(ca: PrivateCa, certificate: string, chain: string): void {
  const refuse = (code: string, detail: string): never => {
    throw privateCaError(operation, code, detail);
  };
  const [own, more] = certificatesIn(certificate);
  if (own === undefined || more !== undefined) {
    return refuse("MalformedCertificateException", "The certificate is not one certificate in PEM");
  }
  if (!own.isCa) {
    refuse("MalformedCertificateException", `${own.subject} is no certificate of a CA`);
  }
  const key = createPublicKey(createPrivateKey(ca.privateKey));
  const spki = key.export({ type: "spki", format: "der" });
  if (!spki.equals(own.spki)) {
    refuse(
      "CertificateMismatchException",
      `The certificate ${own.subject} is not of the CA's own certificate signing request: its key is another`,
    );
  }
  const above = certificatesIn(chain);
  if (text(ca.settings.type) === "ROOT") {
    if (above.length > 0) {
      refuse("InvalidRequestException", "A certificate chain is not allowed for a ROOT CA");
    }
    if (!own.selfSigned)
      refuse("CertificateMismatchException", `${own.subject} is not self-signed`);
    return;
  }
  if (above.length === 0) {
    refuse("InvalidRequestException", "A certificate chain is required for a SUBORDINATE CA");
  }
  let below = own;
  for (const [index, issuer] of above.entries()) {
    if (!below.isSignedBy(issuer)) {
      refuse(
        "MalformedCertificateException",
        `The certificate chain is not in order: certificate ${index} (${issuer.subject}) has not signed the one before`,
      );
    }
    below = issuer;
  }
}
