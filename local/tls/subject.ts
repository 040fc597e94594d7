import type { Value } from "../provider/values";
import { object, text, texts } from "../aws/text";
import { der, directoryString, oid, sequence, set } from "./der";

/** A distinguished name's parts in the provider's words; the order is the one in which Go writes them. */
const attributes: readonly { property: string; type: string }[] = [
  { property: "country", type: "2.5.4.6" },
  { property: "organization", type: "2.5.4.10" },
  { property: "organizationalUnit", type: "2.5.4.11" },
  { property: "locality", type: "2.5.4.7" },
  { property: "province", type: "2.5.4.8" },
  { property: "streetAddresses", type: "2.5.4.9" },
  { property: "postalCode", type: "2.5.4.17" },
  { property: "commonName", type: "2.5.4.3" },
  { property: "serialNumber", type: "2.5.4.5" },
  { property: "emailAddress", type: "1.2.840.113549.1.9.1" },
];

/** The DER of the `subject` input as the provider encodes it. */
export function encodeSubject(subject: Value | undefined): Buffer {
  const given = object(subject);
  const parts = attributes.flatMap(({ property, type }) => {
    const values =
      property === "streetAddresses" ? texts(given[property]) : [text(given[property])];
    return values
      .filter((value) => value !== "")
      .map((value) => {
        const encoded =
          property === "emailAddress" ? der(0x16, Buffer.from(value)) : directoryString(value);
        return set(sequence(oid(type), encoded));
      });
  });
  return sequence(...parts);
}
