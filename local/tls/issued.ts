import type { Certificate } from "@mtls-gateway/pki";
import { issueCertificate } from "@mtls-gateway/pki/issuing";
import { createHash, type KeyObject } from "node:crypto";
import type { PropertyRules, ResourceType } from "../provider/resourceType";
import type { Values } from "../provider/values";
import { text, texts } from "../aws/text";
import { allowedUseNames, usagesOf } from "./allowedUses";
import { type AlternativeNames, encodeNames } from "./certificateRequest";
import { der, readDer, sequence } from "./der";

const hour = 3_600_000;

/** Inputs of both kinds of certificate resources; only `earlyRenewalHours` changes without a new certificate. */
export const certificateInputs = [
  "allowedUses",
  "isCaCertificate",
  "maxPathLength",
  "setSubjectKeyId",
  "validityPeriodHours",
];

/** Property rules that both kinds of certificate resources share. */
export const certificateRules: Pick<PropertyRules, "defaults" | "enums" | "ranges"> = {
  defaults: { earlyRenewalHours: 0, isCaCertificate: false, setSubjectKeyId: false },
  enums: { "allowedUses[]": allowedUseNames },
  ranges: {
    validityPeriodHours: [0, Number.MAX_SAFE_INTEGER],
    earlyRenewalHours: [0, Number.MAX_SAFE_INTEGER],
    maxPathLength: [-1, Number.MAX_SAFE_INTEGER],
  },
};

/** What a certificate is made for. */
export interface CertificateOrder {
  inputs: Values;
  subject: Buffer;
  publicKey: KeyObject;
  names: AlternativeNames;
  /** Absent: self-signed with `privateKey`. */
  issuer?: { certificate: string; privateKey: KeyObject };
  privateKey?: KeyObject;
  authorityKeyIdentifier?: string;
  now: Date;
}

/** Issues the certificate as the provider does: validity from now on, a CA always with its key identifier. */
export async function issue(order: CertificateOrder): Promise<{ id: string; outputs: Values }> {
  const { inputs, now } = order;
  const isCa = inputs.isCaCertificate === true;
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const notAfter = new Date(notBefore.getTime() + Number(inputs.validityPeriodHours) * hour);
  const alternatives = encodeNames(order.names);
  const keyed = isCa || inputs.setSubjectKeyId === true;
  const certificate: Certificate = await issueCertificate({
    subject: order.subject,
    publicKey: order.publicKey,
    notBefore,
    notAfter,
    ...(order.issuer === undefined ? {} : { issuer: order.issuer }),
    ...(order.privateKey === undefined ? {} : { privateKey: order.privateKey }),
    ...usagesOf(texts(inputs.allowedUses)),
    ...(keyed ? {} : { subjectKeyIdentifier: false as const }),
    ...(order.authorityKeyIdentifier === undefined
      ? {}
      : { authorityKeyIdentifier: order.authorityKeyIdentifier }),
    // Written out: the provider adds no key usages to a CA that asks for none.
    extensions: [
      { oid: "2.5.29.19", critical: true, value: basicConstraints(inputs) },
      ...(alternatives.length === 0 ? [] : [{ oid: "2.5.29.17", value: alternatives }]),
    ],
  });
  return {
    id: BigInt(`0x${certificate.serialNumber.replaceAll(":", "")}`).toString(),
    outputs: {
      ...inputs,
      certPem: certificate.toPem(),
      readyForRenewal: isReady(inputs, notAfter, now),
      validityStartTime: withoutFraction(notBefore),
      validityEndTime: withoutFraction(notAfter),
    },
  };
}

/** Refresh, update and renewal, alike for both kinds. */
export function certificateLife(
  now: () => Date,
): Pick<ResourceType, "read" | "update" | "delete" | "mustReplace" | "changedOutputs"> {
  const ready = (inputs: Values, outputs: Values) =>
    isReady(inputs, new Date(text(outputs.validityEndTime)), now());
  return {
    read: (_, outputs) => ({ ...outputs, readyForRenewal: ready(outputs, outputs) }),
    update: (_, inputs, outputs) => ({
      ...outputs,
      ...inputs,
      readyForRenewal: ready(inputs, outputs),
    }),
    delete: () => undefined,
    // A certificate within its early renewal is replaced by the next update, whatever the program says.
    mustReplace: (inputs, outputs) => (ready(inputs, outputs) ? ["readyForRenewal"] : []),
    changedOutputs: () => [],
  };
}

/** SHA-1 of the public key's bits, as the provider makes key identifiers (RFC 5280, 4.2.1.2). */
export function keyIdentifier(publicKey: KeyObject): string {
  const spki = readDer(publicKey.export({ type: "spki", format: "der" }));
  const bits = spki.children[1]?.content.subarray(1) ?? Buffer.alloc(0);
  return createHash("sha1").update(bits).digest("hex");
}

function basicConstraints({ isCaCertificate, maxPathLength }: Values): Buffer {
  if (isCaCertificate !== true) return sequence();
  const limited = typeof maxPathLength === "number" && maxPathLength >= 0;
  const length = limited ? [der(0x02, Buffer.of(Math.min(maxPathLength, 127)))] : [];
  return sequence(der(0x01, Buffer.of(0xff)), ...length);
}

function isReady(inputs: Values, notAfter: Date, now: Date): boolean {
  const { earlyRenewalHours } = inputs;
  const early = typeof earlyRenewalHours === "number" ? earlyRenewalHours : 0;
  return now.getTime() >= notAfter.getTime() - early * hour;
}

/** RFC 3339 without a fraction, as the provider writes times. */
function withoutFraction(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
