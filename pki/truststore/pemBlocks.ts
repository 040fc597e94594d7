import type { RuleId } from "../catalogue";

/** One CERTIFICATE block of a PEM file. */
export interface PemBlock {
  /** Counted from 1 over all blocks of the file, of whatever type. */
  number: number;
  /** Byte offset of the block's BEGIN in the file. */
  offset: number;
  der: Buffer;
}

/** What is wrong with the file, or with one block of it. */
export interface PemProblem {
  rule: RuleId;
  subject: string;
  message: string;
  fix?: string;
}

/** Blocks of one file that are looked at, of whatever type. */
const maxBlocks = 10_000;

const begin = /-----BEGIN ([^\r\n]*?)-----/g;

/** Finds the blocks of a PEM file. Text before, between and after them is passed over, as OpenSSL does. */
export function scanPem(bytes: Buffer): { blocks: PemBlock[]; problems: PemProblem[] } {
  const blocks: PemBlock[] = [];
  const problems: PemProblem[] = [];
  // One character a byte, so that every index is a byte offset.
  const text = bytes.toString("latin1");
  let number = 0;
  let end = 0;
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    if (match.index < end) continue;
    if (number === maxBlocks) {
      problems.push({
        rule: "TS020",
        subject: "the file",
        message: `The file has more than ${maxBlocks} blocks; this checker reads no further than byte ${match.index}.`,
      });
      break;
    }
    const before = beginningOfLine(text, match.index);
    const glued = before.endsWith("-----");
    const atStart =
      before === "" || (match.index === before.length && before === "\u00ef\u00bb\u00bf");
    // A BEGIN after other text, as in a commented-out block, opens nothing; a key in a comment is a key in the file.
    const label = match[1] ?? "";
    const start = match.index + match[0].length;
    const stray = !atStart && !glued && before.trim() !== "";
    if (stray && !holdsKey(text, label, start)) continue;
    number += 1;
    const block = readBlock(text, label, start);
    end = block.end;
    begin.lastIndex = Math.max(end, start);
    const where = { subject: `block ${number}`, place: `Block ${number}, at byte ${match.index},` };
    if (label.endsWith(privateKey) || (atStart && label !== "CERTIFICATE")) {
      problems.push(foreign(where, label));
    } else if (!atStart) {
      problems.push(misplaced(where, glued));
    } else if (block.der === undefined) {
      problems.push({
        rule: "TS001",
        subject: where.subject,
        message: `${where.place} ${block.problem}.`,
      });
    } else blocks.push({ number, offset: match.index, der: block.der });
  }
  if (number === 0) problems.push(...noBlock(bytes, text));
  return { blocks, problems };
}

const privateKey = "PRIVATE KEY";

/** A private key begins here, and ends somewhere: more than a word on private keys in a comment. */
function holdsKey(text: string, label: string, start: number): boolean {
  if (!label.endsWith(privateKey)) return false;
  const stop = text.indexOf("-----", start);
  return stop >= 0 && text.startsWith(`-----END ${label}-----`, stop);
}

/** What stands before this index on its line; the last 64 characters are enough to judge it, and keep long lines cheap. */
function beginningOfLine(text: string, index: number): string {
  const near = text.slice(Math.max(0, index - 64), index);
  return near.slice(near.lastIndexOf("\n") + 1);
}

type BlockContent = { end: number } & (
  { der: Buffer; problem?: undefined } | { der?: undefined; problem: string }
);

/** The Base64 between BEGIN and END, decoded; `end` is where to look for the next block. */
function readBlock(text: string, label: string, start: number): BlockContent {
  const stop = text.indexOf("-----", start);
  if (stop < 0) return { end: text.length, problem: "is cut off: it has no END line" };
  const closing = `-----END ${label}-----`;
  if (!text.startsWith(closing, stop)) {
    const opens = text.startsWith("-----BEGIN ", stop);
    return {
      end: stop,
      problem: opens
        ? "is cut off: the next block begins before its END line"
        : `has no END line of its own: "${closing}" is missing`,
    };
  }
  const end = stop + closing.length;
  const body = text.slice(start, stop);
  if (!/^[ \t]*\r?\n/.test(body))
    return { end, problem: "has text behind its BEGIN on the same line" };
  // OpenSSL and Node refuse the whole file for either.
  if (!body.endsWith("\n"))
    return { end, problem: "has other text before its END on the same line" };
  if (!/^[ \t]*(?:\r?\n|$|-----BEGIN )/.test(text.slice(end, end + 64)))
    return { end, problem: "has text behind its END on the same line" };
  const wrong = /[^A-Za-z0-9+/=\s]/.exec(body);
  if (wrong) return { end, problem: `is not Base64 at byte ${start + wrong.index}` };
  const digits = body.replace(/\s+/g, "");
  if (digits.length % 4 !== 0 || !/^[^=]*={0,2}$/.test(digits)) {
    return { end, problem: "is not whole Base64: characters are missing" };
  }
  return { end, der: Buffer.from(digits, "base64") };
}

interface Place {
  subject: string;
  place: string;
}

function misplaced({ subject, place }: Place, glued: boolean): PemProblem {
  return {
    rule: "TS001",
    subject,
    message: glued
      ? `${place} begins on the line that ends the block before it.`
      : `${place} is indented: its BEGIN line does not begin the line.`,
    fix: glued
      ? "Put a line break between the two blocks."
      : "Remove the white space before the lines.",
  };
}

/** TS002, each kind with the command that makes certificates of it where there is one. */
function foreign({ subject, place }: Place, label: string): PemProblem {
  // One character a byte: what is not ASCII was never text, and may steer a terminal.
  const named = JSON.stringify(label.slice(0, 40).replace(/[^ -~]/g, "?"));
  if (label.endsWith(privateKey)) {
    return { rule: "TS002", subject, message: `${place} is a private key (${named}).` };
  }
  const fixes = new Map(
    Object.entries({
      "TRUSTED CERTIFICATE": "Write it as a plain certificate: openssl x509 -in FILE -out ca.pem",
      "X509 CERTIFICATE": "Change the label of the block to CERTIFICATE.",
      PKCS7: "Take the certificates out: openssl pkcs7 -in FILE -print_certs -out truststore.pem",
      CMS: "Take the certificates out: openssl pkcs7 -in FILE -print_certs -out truststore.pem",
      "CERTIFICATE REQUEST":
        "Put the certificate that the CA issued for this request in its place.",
      "NEW CERTIFICATE REQUEST":
        "Put the certificate that the CA issued for this request in its place.",
    }),
  );
  const fix = fixes.get(label) ?? "Leave only CERTIFICATE blocks in the file.";
  return { rule: "TS002", subject, message: `${place} is ${named}, not a certificate.`, fix };
}

/** Nothing of PEM in the file: says what it looks like. An empty file is left to TS003. */
function noBlock(bytes: Buffer, text: string): PemProblem[] {
  if (text.replace(/^\u00ef\u00bb\u00bf/, "").trim() === "") return [];
  const problem = { rule: "TS001", subject: "the file" } as const;
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) {
    const signedData = bytes.subarray(0, 24).includes(Buffer.from("2a864886f70d010702", "hex"));
    return [
      signedData
        ? {
            ...problem,
            message: "The file is PKCS#7 in DER, from byte 0 on, not PEM.",
            fix: "Take the certificates out: openssl pkcs7 -inform DER -in FILE -print_certs -out truststore.pem",
          }
        : {
            ...problem,
            message: "The file is DER, from byte 0 on, not PEM.",
            fix: "Write it as PEM: openssl x509 -inform DER -in FILE -out truststore.pem",
          },
    ];
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return [
      { ...problem, message: "The file is UTF-16 text, from byte 0 on.", fix: "Save it as UTF-8." },
    ];
  }
  return [{ ...problem, message: "The file is not PEM: no line begins with -----BEGIN." }];
}
