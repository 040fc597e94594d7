import { decideClient, type ClientVerdict } from "../client/decideClient";
import { finding, type Finding } from "../finding";
import type { Certificate } from "../x509/certificate";
import { checkCa } from "./checkCa";
import { checkDuplicates } from "./checkDuplicates";
import { checkObjectKey } from "./checkObjectKey";
import { checkPaths, depthsOf } from "./checkPaths";
import { readBundle } from "./readBundle";
import { SignatureBudget } from "./signatureBudget";
import { TrustGraph, type CaEntity } from "./trustGraph";

/** Bytes that a truststore is reported to have at most (1000 KB). */
const maxBytes = 1_000_000;
const maxCertificates = 1000;

/** Units for the signature checks of one truststore beyond the first of each certificate: a tenth of a second. */
const checkUnits = 2_500;

/** The same for one client, beside what is known of the truststore already. */
const decideUnits = 2_000;

export interface CheckOptions {
  /** The instant asked about. Default: now. */
  at?: Date;
  /** TS010 warns of a CA that expires within this many days. Default: 45. */
  expiresWithinDays?: number;
}

export interface DecideOptions {
  /** The instant asked about. Default: now. */
  at?: Date;
  /** What the client sent beside its leaf. Only ever explains a refusal: the path comes from the truststore alone. */
  presented?: readonly (Certificate | Uint8Array)[];
}

/** A truststore as API Gateway sees it: one PEM file of CAs. Certificates are parsed once and signatures checked once. */
export class Truststore {
  readonly certificates: readonly Certificate[];
  private readonly graph: TrustGraph;
  /** One for all questions about the truststore itself: what was given up once is not begun again. */
  private readonly budget = new SignatureBudget(checkUnits);

  private constructor(
    certificates: readonly Certificate[],
    private readonly fileFindings: readonly Finding[],
  ) {
    this.certificates = certificates;
    this.graph = new TrustGraph([...new Set(certificates)]);
  }

  /**
   * Reads a truststore; never throws, what is wrong comes out of `check`.
   * @param options.objectKey key of the S3 object, for TS018
   */
  static read(input: string | Uint8Array, options: { objectKey?: string } = {}): Truststore {
    const bundle = readBundle(input);
    const bytes = typeof input === "string" ? Buffer.byteLength(input) : input.byteLength;
    // What is more than the checker reads is more than the limits of TS015 as well: said once.
    const whole = !bundle.findings.some(({ rule }) => rule === "TS020");
    return new Truststore(bundle.certificates, [
      ...bundle.findings,
      ...(whole ? checkSize(bytes, bundle.certificates.length) : []),
      ...checkObjectKey(options.objectKey),
    ]);
  }

  /** Every TS rule, in the order of the file: first what is wrong with the file, then with each certificate, then with the paths. */
  check(options: CheckOptions = {}): Finding[] {
    const at = options.at ?? new Date();
    const expiresWithinDays = options.expiresWithinDays ?? 45;
    const { budget } = this;
    const paths = checkPaths(this.graph, budget);
    const issuing = this.issuing(budget);
    return [
      ...this.fileFindings,
      ...this.graph.certificates.flatMap((certificate) => {
        const entity = this.graph.entityOf(certificate);
        const place = {
          issuesOthers: entity !== undefined && issuing.has(entity),
          selfSigned: this.graph.isRoot(certificate, budget),
        };
        return checkCa(certificate, place, { at, expiresWithinDays });
      }),
      ...paths,
      ...checkDuplicates(this.certificates),
    ];
  }

  /** Would API Gateway let this leaf in, at this instant? Holds no matter what `check` says of other paths. */
  decide(leaf: Certificate | Uint8Array, options: DecideOptions = {}): ClientVerdict {
    return decideClient(this.graph, leaf, {
      at: options.at ?? new Date(),
      presented: options.presented ?? [],
      budget: new SignatureBudget(decideUnits),
    });
  }

  /** CA certificates on the shortest path from each up to its root, itself counted; absent where no path reaches a root. */
  depths(): ReadonlyMap<Certificate, number> {
    return depthsOf(this.graph, this.budget);
  }

  /** CAs whose key signed another certificate of the truststore. */
  private issuing(budget: SignatureBudget): Set<CaEntity> {
    const entities = new Set<CaEntity>();
    for (const certificate of this.graph.certificates) {
      const link = this.graph.issuerOf(certificate, budget);
      if (link.kind === "found" && !this.graph.isRoot(certificate, budget))
        entities.add(link.issuer);
    }
    return entities;
  }
}

/** TS015. */
function checkSize(bytes: number, count: number): Finding[] {
  if (bytes <= maxBytes && count <= maxCertificates) return [];
  const message = `The truststore has ${bytes} bytes and ${count} certificates; ${maxBytes} bytes are reported as the limit, and at most ${maxCertificates} certificates are advisable.`;
  return [finding("TS015", { subject: "the truststore", message })];
}
