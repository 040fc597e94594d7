import { finding, type Finding } from "../finding";
import { Certificate } from "../x509/certificate";
import { readDer } from "../x509/readDer";
import { scanPem, type PemBlock } from "./pemBlocks";

/** Bytes of one file that are looked at: four times what API Gateway is reported to take. */
export const maxBundleBytes = 4 * 1024 * 1024;

/** Certificates of one file that are looked at: a quarter more than are advisable (TS015). */
export const maxBundleCertificates = 1250;

/** The certificates of a PEM file and what is wrong with the file. */
export interface Bundle {
  certificates: Certificate[];
  findings: Finding[];
}

/**
 * Reads a PEM file of certificates: TS001, TS002, TS003, and TS020 when there is more than the checker looks at.
 * Text between blocks, as `openssl x509 -text` writes it, CRLF and a byte order mark are taken as they are.
 */
export function readBundle(input: string | Uint8Array): Bundle {
  const file = typeof input === "string" ? Buffer.from(input, "utf8") : Buffer.from(input);
  if (file.length > maxBundleBytes) {
    return {
      certificates: [],
      findings: [
        finding("TS020", {
          subject: "the file",
          message: `The file has ${file.length} bytes; this checker reads at most ${maxBundleBytes}.`,
        }),
      ],
    };
  }
  const { blocks, problems } = scanPem(file);
  const findings = problems.map((problem) => finding(problem.rule, problem));
  const certificates: Certificate[] = [];
  const seen = new Map<string, Certificate>();
  for (const block of blocks) {
    if (certificates.length === maxBundleCertificates) {
      findings.push(
        finding("TS020", {
          subject: "the file",
          message: `The file has ${blocks.length} certificates; this checker reads the first ${maxBundleCertificates}.`,
        }),
      );
      break;
    }
    // A second copy is the same object, which is read and checked once.
    const bytes = block.der.toString("latin1");
    const certificate = seen.get(bytes) ?? readBlock(block);
    if (certificate instanceof Certificate) {
      seen.set(bytes, certificate);
      certificates.push(certificate);
    } else findings.push(certificate);
  }
  if (certificates.length === 0 && findings.length === 0) {
    findings.push(
      finding("TS003", { subject: "the file", message: "The file has no certificate at all." }),
    );
  }
  return { certificates, findings };
}

function readBlock(block: PemBlock): Certificate | Finding {
  const read = readDer(block.der);
  if (read instanceof Certificate) return read;
  const message = `Block ${block.number}, at byte ${block.offset}, ${read}.`;
  return finding("TS001", { subject: `block ${block.number}`, message });
}
