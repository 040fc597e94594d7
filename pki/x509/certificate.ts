import { createHash, X509Certificate, type KeyObject } from "node:crypto";
import { keyNameOf, type KeyKind } from "./algorithms";
import { DerError } from "./derReader";
import { readFields, type CertificateFields } from "./certificateFields";

/** The bytes are not one X.509 certificate; `offset` is the byte where reading stopped. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/**
 * An X.509 certificate, read once. The fields come from our own strict reader; the signature and the public key from
 * OpenSSL through node:crypto, which is asked when a signature is, for parsing there costs ten times as much.
 */
export class Certificate {
  readonly der: Buffer;
  private readonly fields: CertificateFields;
  private digest: string | undefined;
  private spkiText: string | undefined;
  private openssl: X509Certificate | undefined;
  private publicKeyObject: KeyObject | null | undefined;

  private constructor(der: Buffer) {
    this.der = der;
    this.fields = readFields(der);
  }

  /**
   * Reads one DER certificate.
   * @throws CertificateError when it is not one, or when bytes follow it.
   */
  static parse(der: Uint8Array): Certificate {
    try {
      return new Certificate(Buffer.from(der));
    } catch (error) {
      if (error instanceof DerError) throw new CertificateError(error.message, error.offset);
      throw error;
    }
  }

  /** RFC 4514 text: `CN=MyRootCA,O=MyOrg,ST=Tokyo,C=JP`. */
  get subject(): string {
    return this.fields.subject.text;
  }

  /** RFC 4514 text. */
  get issuer(): string {
    return this.fields.issuer.text;
  }

  /** The subject for use in a sentence: cut after 160 characters, which no honest name has. */
  get name(): string {
    return shorten(this.subject);
  }

  /** The issuer for use in a sentence. */
  get issuerName(): string {
    return shorten(this.issuer);
  }

  /** DER of the subject, for a certificate that this one issues. */
  get subjectDer(): Buffer {
    return this.fields.subject.der;
  }

  /** Two certificates with one key have one subject: case, spacing and string type aside. */
  get subjectKey(): string {
    return this.fields.subject.key;
  }

  get issuerKey(): string {
    return this.fields.issuer.key;
  }

  /** SHA-256 of the DER, 64 lower-case hex digits. */
  get fingerprint(): string {
    return (this.digest ??= createHash("sha256").update(this.der).digest("hex"));
  }

  /** Upper-case hex without leading zeros, as Node writes it; "-" in front when negative. */
  get serialNumber(): string {
    return this.fields.serialNumber;
  }

  /** 1, 2 or 3. */
  get version(): number {
    return this.fields.version;
  }

  get notBefore(): Date {
    return this.fields.notBefore;
  }

  /** The last second at which the certificate is valid. */
  get notAfter(): Date {
    return this.fields.notAfter;
  }

  /** Both ends belong to the validity, as in RFC 5280. */
  isValidAt(at: Date): boolean {
    return (
      at >= this.notBefore && Math.floor(at.getTime() / 1000) * 1000 <= this.notAfter.getTime()
    );
  }

  /** "RSA", "RSASSA-PSS", "EC", "DSA", "Ed25519", "Ed448", or the OID of another one. */
  get keyAlgorithm(): string {
    return this.fields.key.algorithm;
  }

  /** Bits of the RSA or DSA modulus, or of the curve's field; 0 when unknown. */
  get keySize(): number {
    return this.fields.key.size;
  }

  /** Curve of an EC key: "P-256" and the like, its OID, or "explicit". */
  get curve(): string | undefined {
    return this.fields.key.curve;
  }

  get key(): KeyKind {
    return this.fields.key;
  }

  /** "RSA-2048", "P-256", "Ed25519": the key in one word. */
  get keyName(): string {
    return keyNameOf(this.fields.key);
  }

  /** DER of the SubjectPublicKeyInfo: one key, one text, whatever the certificate. */
  get spki(): Buffer {
    return this.fields.spki;
  }

  /** The same bytes as text, for use as a key of a Map. */
  get spkiKey(): string {
    return (this.spkiText ??= this.fields.spki.toString("latin1"));
  }

  /** "RSA", "RSASSA-PSS", "EC", "DSA", "Ed25519", "Ed448", or an OID. */
  get signatureScheme(): string {
    return this.fields.signature.scheme;
  }

  /** "SHA-256" and the like; empty for Ed25519 and Ed448; the OID when unknown. */
  get signatureHash(): string {
    return this.fields.signature.hash;
  }

  /** basicConstraints says CA:TRUE. */
  get isCa(): boolean {
    return this.fields.extensions.basicConstraints?.ca === true;
  }

  /** CA:TRUE and, where there is a keyUsage, keyCertSign in it. */
  get mayIssue(): boolean {
    return this.isCa && this.keyUsage?.includes("keyCertSign") !== false;
  }

  /** pathLenConstraint: how many CAs may follow below this one. */
  get pathLength(): number | undefined {
    return this.fields.extensions.basicConstraints?.pathLength;
  }

  get keyUsage(): readonly string[] | undefined {
    return this.fields.extensions.keyUsage;
  }

  /** Names such as "clientAuth", OIDs where there is none; undefined when the extension is absent. */
  get extendedKeyUsage(): readonly string[] | undefined {
    return this.fields.extensions.extendedKeyUsage;
  }

  /** Lower-case hex. A hint for finding an issuer, never a proof. */
  get subjectKeyIdentifier(): string | undefined {
    return this.fields.extensions.subjectKeyIdentifier;
  }

  /** Lower-case hex. A hint for finding an issuer, never a proof. */
  get authorityKeyIdentifier(): string | undefined {
    return this.fields.extensions.authorityKeyIdentifier;
  }

  /** Extensions that limit names or policies, by name. */
  get limits(): readonly string[] {
    return this.fields.extensions.limits;
  }

  /** What RFC 5280 forbids but a parser can live with, as phrases. */
  get flaws(): readonly string[] {
    return this.fields.flaws;
  }

  /** Subject and issuer are one name. */
  get selfIssued(): boolean {
    return this.subjectKey === this.issuerKey;
  }

  /** Self-issued, and the signature verifies under the certificate's own key. */
  get selfSigned(): boolean {
    return this.selfIssued && this.isSignedBy(this);
  }

  /** The public key as OpenSSL reads it, undefined when OpenSSL cannot. */
  get publicKey(): KeyObject | undefined {
    if (this.publicKeyObject === undefined) {
      try {
        this.publicKeyObject = this.x509().publicKey;
      } catch {
        this.publicKeyObject = null;
      }
    }
    return this.publicKeyObject ?? undefined;
  }

  /** The signature of this certificate verifies under the other's key. Says nothing of names, dates or extensions. */
  isSignedBy(other: Certificate): boolean {
    const key = other.publicKey;
    if (key === undefined) return false;
    try {
      return this.x509().verify(key);
    } catch {
      return false;
    }
  }

  /** The private key belongs to the key of this certificate, in whatever form either is written. */
  holdsKeyOf(privateKey: KeyObject): boolean {
    return this.x509().checkPrivateKey(privateKey);
  }

  /** Why OpenSSL cannot read the certificate, undefined when it can. */
  opensslError(): string | undefined {
    try {
      this.x509();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  toPem(): string {
    const lines = this.der.toString("base64").match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  }

  private x509(): X509Certificate {
    return (this.openssl ??= new X509Certificate(this.der));
  }
}

function shorten(name: string): string {
  if (name === "") return "(empty subject)";
  return name.length <= 160 ? name : `${name.slice(0, 150)}... (${name.length} characters)`;
}
