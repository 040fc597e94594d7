import type { Certificate } from "../x509/certificate";

/**
 * Limits the signature checks of one question, in units of one RSA-2048 verification (some 40 µs on a core of the 2020s).
 * An honest truststore needs one check for each certificate; only a forged or re-keyed one needs more. So the first check
 * of a certificate is paid from a large purse, every further one from a small purse.
 */
export class SignatureBudget {
  /** Room for 1,000 CAs on P-384, and for as many RSA-4096 as a truststore can hold. */
  private first = 32_000;
  private readonly unanswered = new Set<Certificate>();

  /** @param further units for the checks beyond the first of each certificate */
  constructor(private further: number) {}

  /** For some certificate no answer was found for want of units. */
  get exhausted(): boolean {
    return this.unanswered.size > 0;
  }

  /** Notes that the search for this certificate's issuer was given up, so that it is not begun again. */
  giveUp(certificate: Certificate): void {
    this.unanswered.add(certificate);
  }

  hasGivenUp(certificate: Certificate): boolean {
    return this.unanswered.has(certificate);
  }

  /**
   * Takes the price of one check under this certificate's key; false when there is not enough left for it.
   * @param attempt 0 for the first check of a certificate
   */
  spend(holder: Certificate, attempt: number): boolean {
    if (attempt === 0 ? this.first <= 0 : this.further <= 0) return false;
    if (attempt === 0) this.first -= price(holder);
    else this.further -= price(holder);
    return true;
  }
}

/** As measured with OpenSSL 3.0: P-384 and P-521 are without the hand-written code that P-256 has. */
function price({ key }: Certificate): number {
  if (key.algorithm === "RSA" || key.algorithm === "RSASSA-PSS") {
    // A modulus of up to 3072 bits may have an exponent as long as itself, which takes some 200 times as long as 65537.
    return Math.max(1, (key.size / 2048) ** 2) * Math.max(1, (key.exponentSize ?? 0) / 17);
  }
  if (key.curve === "P-256") return 3;
  if (key.algorithm === "Ed25519") return 4;
  return key.curve === "P-384" ? 30 : 60;
}
