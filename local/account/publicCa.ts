import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { KeyedCertificate } from "../dataPlane/accountView";
import type { StateFolder } from "./stateFolder";

const day = 86_400_000;

/** A certificate that the public CA issued, with a key of its own. */
export interface IssuedServerCertificate {
  certificatePem: string;
  privateKeyPem: string;
  notBefore: Date;
  notAfter: Date;
}

/**
 * The local stand-in for the public web PKI: it signs what ACM issues and what AWS's own hosts present.
 * `public-ca.pem` in the state folder is for `curl --cacert`.
 */
export class PublicCa {
  private readonly issued = new Map<string, Promise<KeyedCertificate>>();

  private constructor(
    readonly certificatePem: string,
    private readonly privateKey: KeyObject,
    private readonly now: () => Date,
  ) {}

  static readonly certificateFile = "public-ca.pem";
  private static readonly keyFile = "public-ca-key.pem";

  /** Reads the CA of the folder, or makes one. */
  static async open(folder: StateFolder, now: () => Date): Promise<PublicCa> {
    const certificatePem = folder.read(this.certificateFile);
    const keyPem = folder.read(this.keyFile);
    if (certificatePem !== undefined && keyPem !== undefined) {
      return new PublicCa(certificatePem, createPrivateKey(keyPem), now);
    }
    const { privateKey, publicKey } = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const certificate = await issueCertificate({
      subject: { organization: "mtls-gateway local AWS", commonName: "Local stand-in public CA" },
      publicKey,
      privateKey,
      notBefore: new Date(now().getTime() - day),
      notAfter: new Date(now().getTime() + 3650 * day),
      ca: true,
    });
    const pem = certificate.toPem();
    folder.writeAtomically(
      this.keyFile,
      privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    folder.writeAtomically(this.certificateFile, pem, 0o644);
    return new PublicCa(pem, privateKey, now);
  }

  /** A server certificate valid for 395 days to come. `algorithm` in ACM's words. */
  async issue(names: readonly string[], algorithm: string): Promise<IssuedServerCertificate> {
    const key = await createKey(
      algorithm === "RSA_2048"
        ? { algorithm: "RSA", bits: 2048 }
        : { algorithm: "ECDSA", curve: algorithm === "EC_secp384r1" ? "P-384" : "P-256" },
    );
    const notBefore = new Date(this.now().getTime() - day);
    const notAfter = new Date(notBefore.getTime() + 396 * day);
    const certificate = await issueCertificate({
      subject: { commonName: (names[0] ?? "").slice(0, 64) },
      publicKey: key.publicKey,
      issuer: { certificate: this.certificatePem, privateKey: this.privateKey },
      notBefore,
      notAfter,
      ca: false,
      keyUsage: ["digitalSignature", "keyEncipherment"],
      // Public certificates are for servers alone: ACM's have no clientAuth since 2025-06-11.
      extendedKeyUsage: ["serverAuth"],
      subjectAltNames: names,
    });
    return {
      certificatePem: certificate.toPem(),
      privateKeyPem: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      notBefore,
      notAfter,
    };
  }

  /** For AWS's own host names; the same names get the same certificate as long as the process lives. */
  serverCertificate(names: string[]): Promise<KeyedCertificate> {
    const id = names.join(",");
    const known = this.issued.get(id);
    if (known !== undefined) return known;
    const made = this.issue(names, "EC_prime256v1").then(({ certificatePem, privateKeyPem }) => ({
      certificatePem,
      chainPem: "",
      privateKeyPem,
      arn: "",
    }));
    this.issued.set(id, made);
    return made;
  }
}
