import { createPublicKey } from "node:crypto";
import type { ResourceType } from "../provider/resourceType";
import { text, texts } from "../aws/text";
import {
  certificateInputs,
  certificateLife,
  certificateRules,
  issue,
  keyIdentifier,
} from "./issued";
import { algorithmOf, readPrivateKey } from "./keyMaterial";
import { encodeSubject } from "./subject";

const replacing = [
  ...certificateInputs,
  "dnsNames",
  "ipAddresses",
  "privateKeyPem",
  "setAuthorityKeyId",
  "subject",
  "uris",
];

/** `tls.SelfSignedCert` */
export function selfSignedCert(now: () => Date): ResourceType {
  return {
    token: "tls:index/selfSignedCert:SelfSignedCert",
    properties: {
      ...certificateRules,
      defaults: { ...certificateRules.defaults, setAuthorityKeyId: false },
      emulated: [...replacing, "earlyRenewalHours"],
      replaces: replacing,
      exactlyOne: [["privateKeyPem", "privateKeyPemWo"]],
      secretOutputs: ["privateKeyPem"],
    },
    async create(inputs) {
      const privateKey = readPrivateKey(text(inputs.privateKeyPem), "privateKeyPem");
      const publicKey = createPublicKey(privateKey);
      const { id, outputs } = await issue({
        inputs,
        subject: encodeSubject(inputs.subject),
        publicKey,
        privateKey,
        names: {
          dnsNames: texts(inputs.dnsNames),
          ipAddresses: texts(inputs.ipAddresses),
          uris: texts(inputs.uris),
        },
        ...(inputs.setAuthorityKeyId === true
          ? { authorityKeyIdentifier: keyIdentifier(publicKey) }
          : {}),
        now: now(),
      });
      return { id, outputs: { ...outputs, keyAlgorithm: algorithmOf(privateKey) } };
    },
    ...certificateLife(now),
  };
}
