import type { Changes } from "../support/actors";
import { build, caseOf, type ChainCase } from "./chainCases";

const nothing = Buffer.from("0500", "hex");
/** NameConstraints: permitted directoryName O=Elsewhere alone. */
const elsewhere = Buffer.from(
  "301ca01a3018a4163014311230100603550 40a0c09456c73657768657265".replace(" ", ""),
  "hex",
);

/** One change at one place of a sound chain of three. */
export async function extensionCases(): Promise<ChainCase[]> {
  const changes: [kind: string, change: Changes][] = [
    ["not a CA", { ca: false }],
    ["not a CA", { ca: undefined, keyUsage: undefined }],
    ["no keyCertSign", { keyUsage: ["cRLSign"] }],
    [
      "unknown critical extension",
      { extensions: [{ oid: "1.2.3.4.5", critical: true, value: nothing }] },
    ],
    ["sound", { extensions: [{ oid: "1.2.3.4.5", value: nothing }] }],
    [
      "duplicate extension",
      { extensions: [1, 2].map(() => ({ oid: "1.2.3.4.5", value: nothing })) },
    ],
    ["X.509 v1", { version: 1 }],
    ["serial number out of bounds", { serialNumber: "-05" }],
    ["serial number out of bounds", { serialNumber: "11".repeat(21) }],
    ["sound", { serialNumber: "00" }],
    ["sound", { serialNumber: "11".repeat(20) }],
    ["extended key usage of a CA", { extendedKeyUsage: ["serverAuth"] }],
    ["sound", { extendedKeyUsage: ["serverAuth", "clientAuth"] }],
    ["any extended key usage", { extendedKeyUsage: ["anyExtendedKeyUsage"] }],
    ["wrong authorityKeyIdentifier", { authorityKeyIdentifier: "00".repeat(20) }],
    ["no authorityKeyIdentifier", { authorityKeyIdentifier: false }],
    ["no subjectKeyIdentifier", { subjectKeyIdentifier: false }],
    ["name constraints", { extensions: [{ oid: "2.5.29.30", critical: true, value: elsewhere }] }],
  ];
  const cases: ChainCase[] = [];
  for (const place of ["root", "intermediate", "issuing"] as const) {
    for (const [index, [kind, change]] of changes.entries()) {
      cases.push(caseOf(kind, `${kind} ${index}, ${place}`, await build(3, { [place]: change })));
    }
    for (const pathLength of [0, 1, 2, 3]) {
      const chain = await build(3, { [place]: { ca: { pathLength } } });
      cases.push(caseOf("path length", `path length ${pathLength}, ${place}`, chain));
    }
  }
  return [...cases, ...(await leafCases())];
}

async function leafCases(): Promise<ChainCase[]> {
  const changes: [kind: string, change: Changes][] = [
    ["extended key usage of a leaf", { extendedKeyUsage: ["serverAuth"] }],
    ["sound", { extendedKeyUsage: undefined }],
    ["any extended key usage", { extendedKeyUsage: ["anyExtendedKeyUsage"] }],
    ["sound", { extendedKeyUsage: ["serverAuth", "clientAuth"] }],
    ["key usage of a leaf", { keyUsage: ["keyEncipherment"] }],
    ["key agreement alone", { keyUsage: ["keyAgreement"] }],
    ["sound", { keyUsage: undefined }],
    ["sound", { keyUsage: ["digitalSignature", "keyEncipherment"] }],
    ["sound", { ca: undefined }],
    ["a CA as a leaf", { ca: true, keyUsage: ["keyCertSign"], extendedKeyUsage: undefined }],
    [
      "a CA as a leaf, allowed to sign",
      { ca: true, keyUsage: ["digitalSignature", "keyCertSign"] },
    ],
    [
      "unknown critical extension",
      { extensions: [{ oid: "1.2.3.4.5", critical: true, value: nothing }] },
    ],
    [
      "duplicate extension",
      { extensions: [1, 2].map(() => ({ oid: "1.2.3.4.5", value: nothing })) },
    ],
    ["X.509 v1 of a leaf", { version: 1 }],
    ["serial number out of bounds", { serialNumber: "-05" }],
    ["wrong authorityKeyIdentifier", { authorityKeyIdentifier: "00".repeat(20) }],
    ["no authorityKeyIdentifier", { authorityKeyIdentifier: false }],
    ["sound", { subjectKeyIdentifier: false }],
    ["sound", { subjectAltNames: ["client.example.com", "10.0.0.1", "2001:db8::1"] }],
    ["empty subject", { subject: "" }],
  ];
  const cases: ChainCase[] = [];
  for (const [index, [kind, change]] of changes.entries()) {
    cases.push(caseOf(kind, `${kind} ${index}, leaf`, await build(2, { leaf: change })));
  }
  return cases;
}
