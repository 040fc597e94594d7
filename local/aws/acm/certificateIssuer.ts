import type { Account } from "../../account/account";
import type { PublicCa } from "../../account/publicCa";
import type { AcmCertificate } from "../../account/state";
import { text } from "../text";
import { waitUntil } from "../waitUntil";
import { certificateStatus, isRenewed, provenNames, unprovenFrom } from "./acmStore";
import { issuePrivately } from "./privateCertificate";

/** ACM begins to renew this long before the end, ms: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const renewalTime = 60 * 86_400_000;

/**
 * Issues DNS-validated certificates once Route 53 answers for every one of their names, and renews them while it still does,
 * as ACM does by itself. What a private CA issued it renews while that CA lets it. It looks when the account starts and at each change of it.
 */
export class CertificateIssuer {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly account: Account,
    private readonly publicCa: PublicCa,
  ) {
    this.unsubscribe = account.onChange(() => {
      this.look();
    });
    this.look();
  }

  stop(): void {
    this.unsubscribe();
  }

  /** True once the certificate is issued; false when it is not after `patience` ms, or the certificate is gone. */
  async wait(arn: string, patience: number, signal: AbortSignal): Promise<boolean> {
    const issued = () => this.account.state.certificates[arn]?.status === "ISSUED";
    const until = Date.now() + patience;
    await waitUntil(() => issued() || Date.now() >= until, signal);
    return issued();
  }

  private look(): void {
    this.noteUnproven();
    for (const certificate of Object.values(this.account.state.certificates)) {
      const { arn } = certificate;
      if (this.busy.has(arn) || !this.isDue(certificate)) continue;
      const issuing = this.issue(arn).finally(() => {
        this.busy.delete(arn);
      });
      this.busy.set(arn, issuing);
      // A folder that cannot be written any more is told by the next call that changes the account.
      issuing.catch(() => undefined);
    }
  }

  /** Keeps of each certificate whether it could be renewed, for the time when it has expired. */
  private noteUnproven(): void {
    const { account } = this;
    const isTurned = (one: AcmCertificate) =>
      unprovenFrom(account.state, one, account.now()) !== (one.isUnproven === true);
    const turned = Object.values(account.state.certificates).filter(isTurned);
    if (turned.length === 0) return;
    account.change((draft) => {
      for (const { arn } of turned) {
        const certificate = draft.certificates[arn];
        if (certificate?.isUnproven === true) delete certificate.isUnproven;
        else if (certificate !== undefined) certificate.isUnproven = true;
      }
    });
  }

  private isDue(certificate: AcmCertificate): boolean {
    const { state, now } = this.account;
    if (certificate.status === "PENDING_VALIDATION") {
      const isWaiting = certificateStatus(state, certificate, now()) === "PENDING_VALIDATION";
      return isWaiting && provenNames(state, certificate);
    }
    const end = Date.parse(certificate.notAfter ?? "");
    return now().getTime() > end - renewalTime && isRenewed(state, certificate, now());
  }

  private async issue(arn: string): Promise<void> {
    const pending = this.account.state.certificates[arn];
    if (pending === undefined) return;
    const issued = await this.issued(pending);
    this.account.change((draft) => {
      const certificate = draft.certificates[arn];
      if (certificate !== undefined) Object.assign(certificate, issued);
    });
  }

  private async issued(pending: AcmCertificate): Promise<Partial<AcmCertificate>> {
    if (pending.type === "PRIVATE") {
      const { certificate, chain, privateKey, ...times } = await issuePrivately(
        this.account,
        pending,
      );
      const { notBefore, notAfter } = times;
      return { certificate, chain, privateKey, notBefore, notAfter };
    }
    const issued = await this.publicCa.issue(pending.names, text(pending.settings.keyAlgorithm));
    return {
      status: "ISSUED",
      certificate: issued.certificatePem,
      chain: this.publicCa.certificatePem,
      privateKey: issued.privateKeyPem,
      notBefore: issued.notBefore.toISOString(),
      notAfter: issued.notAfter.toISOString(),
    };
  }
}
