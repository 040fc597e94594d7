import {
  keyUsages,
  type PlannedCertificate,
  type PlannedKey,
  type PlannedTruststore,
} from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { textOf, type Seen } from "../frame/seen";
import { tokens } from "../frame/tokens";
import { isCaOf, keyOf, onlyCertificate, usesOf } from "./certificates/certificateGraph";
import { knownSubject } from "./certificates/certificateSubject";
import { truststoreSources } from "./issuingPaths";

const hour = 60 * 60 * 1000;

/** What the program tells of certificates of @pulumi/tls before they exist. */
export class PlannedCertificates {
  readonly #planned = new Map<PolicyResource, PlannedCertificate>();

  /** @param now the time that certificates are made at */
  constructor(
    private readonly program: Program,
    private readonly now: Date,
  ) {}

  /** @param property the property of the object that the content comes from */
  truststore(object: PolicyResource, property: string): PlannedTruststore {
    const { certificates, isWhole } = truststoreSources(this.program, object, property);
    return { certificates: certificates.map((certificate) => this.of(certificate)), isWhole };
  }

  /** One certificate of @pulumi/tls, and those above it. */
  of(certificate: PolicyResource): PlannedCertificate {
    const kept = this.#planned.get(certificate);
    if (kept !== undefined) return kept;
    const { program } = this;
    const see = (property: string): Seen => program.see(certificate, property);
    const uses = usesOf(program, certificate);
    const subject = knownSubject(program, certificate);
    const planned: PlannedCertificate = {
      name: subject ?? certificate.name,
      subject,
      selfSigned: certificate.type === tokens.selfSignedCert,
      key: keyFacts(program, certificate),
      isCa: isCaOf(program, certificate),
      keyUsage: orNull(uses?.filter((use) => keyUsages.includes(use))),
      extendedKeyUsage: orNull(uses?.filter((use) => !keyUsages.includes(use))),
      pathLength: pathLength(see("maxPathLength")),
      notAfter: notAfter(see("validityEndTime"), see("validityPeriodHours"), this.now),
      hasNameConstraints: hasAny([
        see("nameConstraintPermittedDnsNames"),
        see("nameConstraintExcludedDnsNames"),
      ]),
    };
    // Before its issuer, so that certificates that sign each other come to an end.
    this.#planned.set(certificate, planned);
    const issuer = planned.selfSigned
      ? undefined
      : onlyCertificate(program, certificate, "caCertPem");
    if (issuer !== undefined) planned.issuer = this.of(issuer);
    return planned;
  }
}

/** The key as the rules on truststores ask for it. */
function keyFacts(program: Program, certificate: PolicyResource): PlannedKey | undefined {
  const key = keyOf(program, certificate);
  if (key === undefined) return undefined;
  const id = key.resource.urn;
  if (key.algorithm === "RSA") return { id, kind: { algorithm: "RSA", size: key.size } };
  if (key.algorithm === "ED25519") return { id, kind: { algorithm: "Ed25519", size: 0 } };
  if (key.algorithm !== "ECDSA") return { id };
  const size = Number(key.curve.replace("P-", ""));
  return { id, kind: { algorithm: "EC", size, curve: key.curve } };
}

/** An extension without an entry is left out of the certificate. */
function orNull(names: string[] | undefined): string[] | null | undefined {
  return names?.length === 0 ? null : names;
}

/** Below zero means none. What zero comes to hangs on the provider's version: it is taken as not known. */
function pathLength(seen: Seen): number | null | undefined {
  if (seen.state === "unset") return null;
  const length = seen.state === "known" ? Number(seen.value) : NaN;
  if (length < 0) return null;
  return length > 0 ? length : undefined;
}

/** A certificate that is there says when it ends; one that is to be made is valid for its hours from now on. */
function notAfter(end: Seen, hours: Seen, now: Date): Date | undefined {
  const time = Date.parse(textOf(end) ?? "");
  if (!Number.isNaN(time)) return new Date(time);
  const period = hours.state === "known" ? Number(hours.value) : NaN;
  const date = new Date(now.getTime() + period * hour);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function hasAny(lists: readonly Seen[]): boolean | undefined {
  if (lists.some(({ state }) => state === "known")) return true;
  return lists.some(({ state }) => state === "unknown") ? undefined : false;
}
