import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { holdsUnknown, look, textOf } from "../../frame/seen";
import { tokens } from "../../frame/tokens";

/**
 * Short names by property of a @pulumi/tls subject, in the order of RFC 4514 text (the reverse of the order in
 * which the provider encodes them), so that a subject reads the same before and after the certificate exists.
 */
const attributes: Readonly<Record<string, string>> = {
  emailAddress: "emailAddress",
  serialNumber: "serialNumber",
  commonName: "CN",
  postalCode: "2.5.4.17",
  streetAddresses: "STREET",
  province: "ST",
  locality: "L",
  organizationalUnit: "OU",
  organization: "O",
  country: "C",
};

/** The subject that a certificate of @pulumi/tls will have; where it is not known, the resource's name stands for it. */
export function certificateSubject(program: Program, certificate: PolicyResource): string {
  return knownSubject(program, certificate) ?? certificate.name;
}

/**
 * The subject that a certificate of @pulumi/tls will have, as RFC 4514 text. A signed certificate has that of its
 * request.
 *
 * @returns undefined where the subject is not known as a whole
 */
export function knownSubject(program: Program, certificate: PolicyResource): string | undefined {
  const named =
    certificate.type === tokens.selfSignedCert
      ? certificate
      : onlyRequest(program.sources(certificate, "certRequestPem"));
  if (named === undefined) return undefined;
  const subject = program.see(named, "subject");
  if (subject.state !== "known" || holdsUnknown(subject, "value")) return undefined;
  const parts = Object.entries(attributes).flatMap(([property, shortName]) => {
    const values = [look(subject.value, property), look(subject.value, property, 0)];
    const [value = ""] = values.map(textOf).filter((text) => text !== undefined);
    return value === "" ? [] : [`${shortName}=${escape(value)}`];
  });
  return parts.join(",") || undefined;
}

function onlyRequest(sources: readonly PolicyResource[]): PolicyResource | undefined {
  const requests = sources.filter((source) => source.type === tokens.certRequest);
  return requests.length === 1 ? requests[0] : undefined;
}

function escape(value: string): string {
  return value.replace(/[",+;<>\\]/g, "\\$&").replace(/^[ #]| $/g, "\\$&");
}
