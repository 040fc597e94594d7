import { known, textOf, unset, type Seen } from "./seen";

/**
 * The Region of a resource, such as "us-east-1": its own property wins over its provider's, and that over the
 * environment (AWS_REGION, then AWS_DEFAULT_REGION). Left out when nobody says; a profile's Region is not read.
 */
export function regionOf(own: Seen, providers: Seen): Seen {
  for (const seen of [own, providers]) {
    if (seen.state === "unknown" || (textOf(seen) ?? "") !== "") return seen;
  }
  const fromEnvironment = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "";
  return fromEnvironment === "" ? unset : known(fromEnvironment);
}
