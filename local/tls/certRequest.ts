import type { ResourceType } from "../provider/resourceType";
import { text, texts } from "../aws/text";
import { makeRequest } from "./certificateRequest";
import { algorithmOf, hashForState, readPrivateKey } from "./keyMaterial";
import { encodeSubject } from "./subject";

/** `tls.CertRequest`: a PKCS#10 request, for `tls.LocallySignedCert` or a CA elsewhere. */
export const certRequest: ResourceType = {
  token: "tls:index/certRequest:CertRequest",
  properties: {
    emulated: ["dnsNames", "ipAddresses", "privateKeyPem", "subject", "uris"],
    replaces: ["dnsNames", "ipAddresses", "privateKeyPem", "subject", "uris"],
    exactlyOne: [["privateKeyPem", "privateKeyPemWo"]],
    secretOutputs: ["privateKeyPem"],
  },
  create(inputs) {
    const key = readPrivateKey(text(inputs.privateKeyPem), "privateKeyPem");
    const certRequestPem = makeRequest(encodeSubject(inputs.subject), key, {
      dnsNames: texts(inputs.dnsNames),
      ipAddresses: texts(inputs.ipAddresses),
      uris: texts(inputs.uris),
    });
    const outputs = { ...inputs, certRequestPem, keyAlgorithm: algorithmOf(key) };
    return { id: hashForState(certRequestPem.trim()), outputs };
  },
  read: (_, outputs) => outputs,
  delete: () => undefined,
};
