import type * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/**
 * A domain name, checked to be one full host name: no URL, no dot at its end.
 * @param wildcard whether `*.` may stand before it, as in a certificate; a gateway has one name
 */
export function checkedHostName(
  component: pulumi.ComponentResource,
  path: string,
  hostName: pulumi.Input<string>,
  wildcard = false,
): pulumi.Output<string> {
  return checked(component, hostName, (name): RefusedInput[] => {
    const plain = wildcard ? name.replace(/^\*\./, "") : name;
    if (name.length <= 253 && fullHostName.test(plain)) return [];
    const reason = `"${name}" is no host name. Give the name alone, such as api.example.com: no scheme, port${wildcard ? " or path" : ", path or wildcard"}.`;
    return [{ path, reason }];
  });
}

/** RFC 1123, two labels or more; the last one begins with a letter, so it is no IP address. */
const fullHostName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;
