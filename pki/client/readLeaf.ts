import { finding, type Finding } from "../finding";
import { readBundle } from "../truststore/readBundle";
import { Certificate } from "../x509/certificate";
import { readDer } from "../x509/readDer";

/** Reads a leaf: one PEM block, or DER. The finding is CC008. */
export function readLeaf(input: string | Uint8Array): Certificate | Finding {
  const unreadable = (message: string): Finding =>
    finding("CC008", { subject: "the client certificate", message });
  // A text may begin with the digit 0, which is the tag of DER too; the length of any certificate is not ASCII.
  if (typeof input !== "string" && input[0] === 0x30 && (input[1] ?? 0) >= 0x80) {
    const read = readDer(input);
    return read instanceof Certificate ? read : unreadable(`The client certificate ${read}.`);
  }
  const { certificates, findings } = readBundle(input);
  const [leaf] = certificates;
  const [problem] = findings;
  if (problem) return unreadable(`The client certificate cannot be read. ${problem.message}`);
  if (!leaf || certificates.length > 1) {
    const count = certificates.length;
    return unreadable(
      `The client certificate's file has ${count} certificates; it has to be the leaf alone.`,
    );
  }
  return leaf;
}
