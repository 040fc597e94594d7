import type { CheckFailure } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { list, text, texts } from "../text";
import { acmError } from "./acmStore";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const pattern =
  /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;

/** The names that a certificate is requested for, the domain name first and each once. */
export function requestedNames(inputs: Values): string[] {
  return [...new Set([text(inputs.domainName), ...texts(inputs.subjectAlternativeNames)])];
}

/** What the provider refuses before ACM is asked. */
export function nameFailures(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const { domainName } = inputs;
  if (typeof domainName === "string" && !/^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(domainName)) {
    failures.push({ property: "domainName", reason: `"${domainName}" is no domain name` });
  }
  for (const [index, name] of list(inputs.subjectAlternativeNames).entries()) {
    if (typeof name !== "string") continue;
    const property = `subjectAlternativeNames[${index}]`;
    const at = `subject_alternative_names.${index}`;
    if (name.length < 1 || name.length > 253) {
      const reason = `expected length of ${at} to be in the range (1 - 253), got ${name}`;
      failures.push({ property, reason });
    } else if (name.endsWith(".")) {
      failures.push({ property, reason: `invalid value for ${at} (cannot end with a period)` });
    }
  }
  return failures;
}

/** Throws ACM's `ValidationException` for a name that is no domain name. */
export function refuseNames(inputs: Values): void {
  const refuse = (given: string, at: string) => {
    const detail = `1 validation error detected: Value '${given}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`;
    throw acmError("RequestCertificate", "ValidationException", detail);
  };
  const domainName = text(inputs.domainName);
  if (!pattern.test(domainName)) refuse(domainName, "domainName");
  const others = texts(inputs.subjectAlternativeNames);
  if (!others.every((name) => pattern.test(name))) {
    refuse(`[${others.join(", ")}]`, "subjectAlternativeNames");
  }
}
