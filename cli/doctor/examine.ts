import {
  examineClient,
  Truststore,
  type Certificate,
  type Finding,
  type Profile,
} from "@mtls-gateway/pki";

/** A file as it was read. */
export interface NamedFile {
  /** Path as given; "-" for standard input. */
  name: string;
  bytes: Buffer;
}

/** What the doctor is asked. */
export interface Question {
  /** None: the client alone is asked about. */
  truststores: NamedFile[];
  client?: { certificate: NamedFile; chain?: NamedFile; key?: NamedFile };
  profile: Profile;
  at: Date;
  /** Days within which an expiry is warned of (TS010). */
  expiresWithinDays: number;
}

/** Whether the profile's service lets the client in (api-gateway) or can present it (cloudfront-client). */
export interface ClientAnswer {
  allowed: boolean;
  /** Subjects, leaf to root, cut after 160 characters as in findings; the nearest path when refused. */
  path: string[];
  /** IDs of the rules that refuse it. */
  reasons: string[];
}

/** A certificate of a truststore, once however often it stands there. */
export interface Entry {
  certificate: Certificate;
  /** CA certificates on its shortest path to a root, itself counted; undefined where no path reaches one. */
  depth: number | undefined;
}

/** What the doctor found in one truststore, with the client when one was given. */
export interface Examination {
  /** Path of the truststore; "" when a client alone was asked about. */
  file: string;
  entries: Entry[];
  findings: Finding[];
  client?: ClientAnswer;
}

/** One examination for each truststore, or one without for a client alone. */
export function examine(question: Question): Examination[] {
  if (question.truststores.length === 0) return [examineOne(question, undefined)];
  return question.truststores.map((file) => examineOne(question, file));
}

function examineOne(question: Question, file: NamedFile | undefined): Examination {
  const { at, expiresWithinDays } = question;
  const truststore = file && Truststore.read(file.bytes);
  const depths = truststore?.depths();
  const entries = [...new Set(truststore?.certificates)].map((certificate) => ({
    certificate,
    depth: depths?.get(certificate),
  }));
  const findings = truststore?.check({ at, expiresWithinDays }) ?? [];
  const examination = { file: file?.name ?? "", entries, findings };
  if (!question.client) return examination;
  const { certificate, chain, key } = question.client;
  const input = {
    certificate: certificate.bytes,
    chain: chain?.bytes.toString("utf8"),
    privateKey: key?.bytes.toString("utf8"),
  };
  const client = examineClient(input, { profile: question.profile, at, truststore });
  const errors = client.findings.filter(({ severity }) => severity === "error");
  return {
    ...examination,
    findings: [...findings, ...client.findings],
    client: {
      allowed: errors.length === 0,
      path: client.path.map(({ name }) => name),
      reasons: [...new Set(errors.map(({ rule }) => rule))],
    },
  };
}
