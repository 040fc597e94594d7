import { createKey, encodeName } from "@mtls-gateway/pki/issuing";
import type { Account } from "../../account/account";
import type { AcmCertificate } from "../../account/state";
import { makeRequest, readRequest } from "../../tls/certificateRequest";
import { certificateTemplate, defaultTemplate } from "../acmpca/certificateTemplate";
import { issueFrom, privateCaError, privateCaIn } from "../acmpca/privateCaStore";
import { object, text } from "../text";
import { privateEnd } from "./acmStore";

const operation = "RequestCertificate";

/** A certificate, issued at once, or again, by the AWS Private CA that its settings name; ACM keeps the key. */
export async function issuePrivately(
  account: Account,
  requested: AcmCertificate,
): Promise<AcmCertificate> {
  const { settings, names, region } = requested;
  const ca = privateCaIn(account.state, text(settings.certificateAuthorityArn), region, operation);
  const algorithm = text(settings.keyAlgorithm);
  const key = await createKey(
    algorithm === "RSA_2048"
      ? { algorithm: "RSA", bits: 2048 }
      : { algorithm: "ECDSA", curve: algorithm === "EC_secp384r1" ? "P-384" : "P-256" },
  );
  const request = makeRequest(encodeName({ commonName: requested.domainName }), key.privateKey, {
    dnsNames: names,
    ipAddresses: [],
    uris: [],
  });
  const template = certificateTemplate(defaultTemplate);
  if (template === undefined)
    throw privateCaError(operation, "InvalidArgsException", "no template");
  const now = account.now();
  const { certificate, chain } = await issueFrom(ca, readRequest(request), {
    template,
    signingAlgorithm: text(object(ca.settings.certificateAuthorityConfiguration).signingAlgorithm),
    now,
    notAfter: privateEnd(now),
    operation,
  });
  return {
    ...requested,
    type: "PRIVATE",
    status: "ISSUED",
    validation: [],
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    certificate: certificate.toPem(),
    chain,
    privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
