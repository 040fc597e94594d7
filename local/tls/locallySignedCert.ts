import type { ResourceType } from "../provider/resourceType";
import { text } from "../aws/text";
import { readRequest } from "./certificateRequest";
import { certificateInputs, certificateLife, certificateRules, issue } from "./issued";
import { algorithmOf, readPrivateKey } from "./keyMaterial";

const replacing = [...certificateInputs, "caCertPem", "caPrivateKeyPem", "certRequestPem"];

/** `tls.LocallySignedCert`: subject, names and key come from the request, everything else from the inputs. */
export function locallySignedCert(now: () => Date): ResourceType {
  return {
    token: "tls:index/locallySignedCert:LocallySignedCert",
    properties: {
      ...certificateRules,
      emulated: [...replacing, "earlyRenewalHours"],
      replaces: replacing,
      exactlyOne: [["caPrivateKeyPem", "caPrivateKeyPemWo"]],
      secretOutputs: ["caPrivateKeyPem"],
    },
    async create(inputs) {
      const privateKey = readPrivateKey(text(inputs.caPrivateKeyPem), "caPrivateKeyPem");
      const request = readRequest(text(inputs.certRequestPem));
      const certificate = text(inputs.caCertPem);
      const { id, outputs } = await issue({
        inputs,
        subject: request.subject.encoded,
        publicKey: request.publicKey,
        names: request.names,
        issuer: { certificate, privateKey },
        now: now(),
      });
      return { id, outputs: { ...outputs, caKeyAlgorithm: algorithmOf(privateKey) } };
    },
    ...certificateLife(now),
  };
}
