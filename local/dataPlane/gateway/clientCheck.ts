import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { Certificate, Truststore, type ClientVerdict, type RuleId } from "@mtls-gateway/pki";
import type { TruststoreView } from "../accountView";

/** What was decided about the client of a connection. */
export interface ClientDecision {
  allowed: boolean;
  /** In the words of API Gateway's REST execution log; "" when allowed. */
  reason: string;
  rules: RuleId[];
}

/** A decision that holds as long as the truststore and the validity of the path behind it do. */
interface Remembered {
  check: ClientCheck;
  decision: ClientDecision;
  notBefore: number;
  notAfter: number;
}

/** The client certificate of one connection, and what was last decided about it. */
export class PresentedCertificate {
  private remembered?: Remembered;
  private fields?: Record<string, string>;

  constructor(
    private readonly der: Buffer,
    /** SHA-256 of the DER, lower-case hex. */
    readonly fingerprint: string,
    private readonly socket: TLSSocket,
  ) {}

  /** Undefined when the client presented none. `socket.authorized` is never asked: it is true for resumed sessions without a certificate. */
  static of(socket: TLSSocket): PresentedCertificate | undefined {
    const leaf = socket.getPeerX509Certificate();
    if (!leaf) return undefined;
    const fingerprint = leaf.fingerprint256.replace(/:/g, "").toLowerCase();
    return new PresentedCertificate(leaf.raw, fingerprint, socket);
  }

  /**
   * What `$context.identity.clientCert` means to mappings, and `clientCert` in a function's event.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
   */
  get contextFields(): Record<string, string> {
    this.fields ??= contextFieldsOf(Certificate.parse(this.der));
    return this.fields;
  }

  /**
   * Decides anew whenever the truststore changed or the time left the validity of the path since the last request on this connection:
   * a kept-alive connection gets no further than a new one would. [assumed] AWS does not say what it does with open connections.
   */
  decide(check: ClientCheck, now: Date): ClientDecision {
    const last = this.remembered;
    const time = now.getTime();
    if (last?.check === check && time >= last.notBefore && time <= last.notAfter) {
      return last.decision;
    }
    const verdict = check.decide(this.der, now, () => presentedChain(this.socket, this.der));
    const decision = decisionOf(verdict);
    this.remembered = verdict.allowed
      ? {
          check,
          decision,
          notBefore: Math.max(...verdict.path.map((one) => one.notBefore.getTime())),
          notAfter: Math.min(...verdict.path.map((one) => one.notAfter.getTime())),
        }
      : undefined;
    return decision;
  }
}

/** One version of a domain's truststore, parsed once. */
export class ClientCheck {
  private constructor(
    readonly pem: string,
    private readonly truststore: Truststore,
  ) {}

  static of(source: TruststoreView): ClientCheck {
    return new ClientCheck(source.pem, Truststore.read(source.pem));
  }

  /** `presented` is asked for only when the leaf is refused: what the client sent beside it makes a better reason, never a better verdict. */
  decide(leaf: Buffer, at: Date, presented: () => Buffer[]): ClientVerdict {
    const verdict = this.truststore.decide(leaf, { at });
    if (verdict.allowed) return verdict;
    const hints = presented();
    if (hints.length === 0) return verdict;
    const explained = this.truststore.decide(leaf, { at, presented: hints });
    return explained.allowed ? verdict : explained;
  }
}

/** Parsed truststores by URI and version, so that a change elsewhere in the account costs nothing. */
export class ClientChecks {
  private checks = new Map<string, ClientCheck>();

  /** The checks for exactly these truststores; what is not among them any more is forgotten. */
  keep(sources: TruststoreView[]): Map<TruststoreView, ClientCheck> {
    const next = new Map<string, ClientCheck>();
    const answer = new Map<TruststoreView, ClientCheck>();
    for (const source of sources) {
      const key = JSON.stringify([source.uri, source.version]);
      // An unversioned bucket calls every version "null": the content has the last word.
      const known = next.get(key) ?? this.checks.get(key);
      const check = known?.pem === source.pem ? known : ClientCheck.of(source);
      next.set(key, check);
      answer.set(source, check);
    }
    this.checks = next;
    return answer;
  }
}

/**
 * The formats of AWS's examples: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html has
 * dates as OpenSSL prints them and a serial number of 16 bytes as pairs of hex digits. [observed] The event in
 * https://aws.amazon.com/blogs/compute/introducing-mutual-tls-authentication-for-amazon-api-gateway/ has names in the certificate's own
 * order (`C=US,ST=Washington,...,CN=My Client`), and serial number 1 as `1`. [assumed] A short number is decimal as OpenSSL prints it.
 */
function contextFieldsOf(certificate: Certificate): Record<string, string> {
  const { validFrom, validTo, serialNumber } = new X509Certificate(certificate.der);
  const fields = {
    clientCertPem: certificate.toPem(),
    subjectDN: inOwnOrder(certificate.subject),
    issuerDN: inOwnOrder(certificate.issuer),
    serialNumber: serialText(serialNumber),
    "validity.notBefore": validFrom,
    "validity.notAfter": validTo,
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`identity.clientCert.${name}`, value]),
  );
}

/** An RFC 4514 text with its parts in the order of the certificate, the most general one first. */
function inOwnOrder(name: string): string {
  return (name.match(/(?:\\.|[^\\,])+/gs) ?? []).reverse().join(",");
}

/** Decimal up to 8 bytes, pairs of hex digits from there on. */
function serialText(hex: string): string {
  const [, sign = "", digits = "0"] = /^(-?)(.*)$/.exec(hex) ?? [];
  const number = BigInt(`0x${digits}`);
  if (number < 2n ** 63n) return `${sign}${number}`;
  return (hex.toLowerCase().match(/../g) ?? []).join(":");
}

/** Where AWS documents no text for the execution log, the finding speaks for itself. */
function decisionOf({ allowed, reason, reasons }: ClientVerdict): ClientDecision {
  const why = reason === "" ? reasons.map(({ message }) => message).join(" ") : reason;
  return {
    allowed,
    reason: allowed ? "" : `Access denied. Reason: ${why}`,
    rules: [...new Set(reasons.map(({ rule }) => rule))],
  };
}

/** The certificates the client sent beside its leaf. */
function presentedChain(socket: TLSSocket, leaf: Buffer): Buffer[] {
  const chain: Buffer[] = [];
  const seen = new Set([leaf.toString("latin1")]);
  let at = socket.getPeerCertificate(true).issuerCertificate as
    { raw?: Buffer; issuerCertificate?: unknown } | undefined;
  while (at?.raw && !seen.has(at.raw.toString("latin1"))) {
    seen.add(at.raw.toString("latin1"));
    chain.push(at.raw);
    at = at.issuerCertificate as typeof at;
  }
  return chain;
}
