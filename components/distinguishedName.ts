import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** The parts of a subject, as the args of a component give them; an empty text leaves a part out. */
export interface SubjectParts {
  commonName: pulumi.Input<string>;
  organization: pulumi.Input<string>;
  organizationalUnit: pulumi.Input<string>;
  locality: pulumi.Input<string>;
  province: pulumi.Input<string>;
  country: pulumi.Input<string>;
}

/** A subject in the two forms that are needed: as the tls provider's input, and as text. */
export interface DistinguishedName {
  parts: pulumi.Output<Partial<pulumi.Unwrap<SubjectParts>>>;
  /** RFC 4514 text, most specific part first: `CN=MyRootCA,ST=Tokyo,O=MyOrg,C=JP`. */
  text: pulumi.Output<string>;
}

/** The order in which the tls provider (Go's crypto/x509) encodes the parts; RFC 4514 writes the last one first. */
const encodingOrder = [
  ["country", "C"],
  ["organization", "O"],
  ["organizationalUnit", "OU"],
  ["locality", "L"],
  ["province", "ST"],
  ["commonName", "CN"],
] as const;

/**
 * Builds the subject of a certificate; refuses a country that is no code of two letters.
 *
 * @param generation from 2 on the common name ends in ` G2`, ` G3`, ...: a new key needs a subject of its own, because
 * API Gateway takes one issuer per subject
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-troubleshooting)
 */
export function distinguishedName(
  component: pulumi.ComponentResource,
  subject: SubjectParts,
  generation = 1,
): DistinguishedName {
  const country = checked(component, subject.country, refusedCountry);
  const parts = pulumi
    .output({ ...subject, country })
    .apply((given) =>
      Object.fromEntries(
        Object.entries({ ...given, commonName: ofGeneration(given.commonName, generation) }).filter(
          ([, value]) => value !== "",
        ),
      ),
    );
  return { parts, text: parts.apply(textOf) };
}

/** X.520 gives countryName two characters; the tls provider would put anything there. */
function refusedCountry(country: string): RefusedInput[] {
  if (country === "" || /^[A-Za-z]{2}$/.test(country)) return [];
  const reason = `"${country}" is no country code. Give the two letters of ISO 3166, such as JP, or "" for none.`;
  return [{ path: "country", reason }];
}

function ofGeneration(commonName: string, generation: number): string {
  return generation > 1 && commonName !== "" ? `${commonName} G${generation}` : commonName;
}

function textOf(parts: Partial<Record<string, string>>): string {
  return encodingOrder
    .flatMap(([part, type]) => {
      const value = parts[part];
      return value === undefined ? [] : [`${type}=${escaped(value)}`];
    })
    .reverse()
    .join(",");
}

/** RFC 4514, section 2.4. */
function escaped(value: string): string {
  return value
    .replace(/[\\"+,;<>]/g, "\\$&")
    .replace(/^[ #]/, "\\$&")
    .replace(/ $/, "\\ ");
}
