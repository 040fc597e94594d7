import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { look, textOf } from "../frame/seen";
import { tokens } from "../frame/tokens";

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

/**
 * The subject that a certificate of @pulumi/tls will have, as RFC 4514 text. A signed certificate has that of
 * its request; where the subject is not known, the resource's name stands for it.
 */
export function certificateSubject(program: Program, certificate: PolicyResource): string {
  const named =
    certificate.type === tokens.selfSignedCert
      ? certificate
      : onlyRequest(program.sources(certificate, "certRequestPem"));
  return (named === undefined ? "" : subjectText(program, named)) || certificate.name;
}

function onlyRequest(sources: readonly PolicyResource[]): PolicyResource | undefined {
  const requests = sources.filter((source) => source.type === tokens.certRequest);
  return requests.length === 1 ? requests[0] : undefined;
}

function subjectText(program: Program, named: PolicyResource): string {
  const subject = program.see(named, "subject");
  if (subject.state !== "known") return "";
  return Object.entries(attributes)
    .flatMap(([property, shortName]) => {
      const value =
        textOf(look(subject.value, property)) ?? textOf(look(subject.value, property, 0));
      return value === undefined || value === "" ? [] : [`${shortName}=${escape(value)}`];
    })
    .join(",");
}

function escape(value: string): string {
  return value.replace(/[",+;<>\\]/g, "\\$&").replace(/^[ #]| $/g, "\\$&");
}
