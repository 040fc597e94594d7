import type { DomainFacts } from "@mtls-gateway/pki";

import {
  known,
  lengthOf,
  look,
  textFact,
  textOf,
  unknown,
  unset,
  type Seen,
} from "../../frame/seen";
import { tokens } from "../../frame/tokens";

/** Reads one property of a domain, by path. */
export type Reader = (...path: [string, ...(string | number)[]]) => Seen;

/** What is known of a custom domain of either generation. */
export interface DomainReading {
  /** undefined: nobody knows before `up` whether the domain asks for client certificates. */
  mutualTls: boolean | undefined;
  endpointTypes: Seen<string[]>;
  securityPolicy: Seen;
  truststoreUri: Seen;
  truststoreVersion: Seen;
  facts: DomainFacts;
}

/** A reader over a resource's inputs alone. */
export function inputReader(inputs: Record<string, unknown>): Reader {
  return (...path) => look(inputs, ...path);
}

/** Reads a custom domain: REST domains carry endpoint and policy at the top, HTTP ones in a block. */
export function readDomain(type: string, name: string, read: Reader): DomainReading {
  const isHttp = type === tokens.httpDomain;
  const endpointTypes = isHttp
    ? asList(read("domainNameConfiguration", "endpointType"))
    : restEndpointTypes(read);
  const securityPolicy = isHttp
    ? read("domainNameConfiguration", "securityPolicy")
    : read("securityPolicy");
  const truststoreUri = read("mutualTlsAuthentication", "truststoreUri");
  const truststoreVersion = read("mutualTlsAuthentication", "truststoreVersion");
  const mutualTls = asksForCertificates(read("mutualTlsAuthentication"), truststoreUri);
  return {
    mutualTls,
    endpointTypes,
    securityPolicy,
    truststoreUri,
    truststoreVersion,
    facts: {
      name: textOf(read("domainName")) ?? name,
      isHttp,
      mutualTls: mutualTls !== false,
      endpointTypes: endpointTypes.state === "known" ? endpointTypes.value : undefined,
      securityPolicy: textFact(securityPolicy),
      truststoreUri: textFact(truststoreUri),
      truststoreVersion: textFact(truststoreVersion),
    },
  };
}

/** An empty truststore URI is how mutual TLS is turned off: that domain asks nobody for a certificate. */
function asksForCertificates(block: Seen, truststoreUri: Seen): boolean | undefined {
  if (block.state === "unknown") return undefined;
  if (block.state === "unset") return false;
  return truststoreUri.state !== "unset" && textOf(truststoreUri) !== "";
}

function restEndpointTypes(read: Reader): Seen<string[]> {
  const types = asList(read("endpointConfiguration", "types"));
  const isGiven = types.state === "known" ? types.value.length > 0 : types.state === "unknown";
  if (isGiven) return types;
  // A certificate in one of these properties makes an edge-optimized domain: the provider documents them so.
  const edgeCertificates = ["certificateArn", "certificateName", "certificateBody"] as const;
  const isEdge = edgeCertificates.some((property) => read(property).state !== "unset");
  return isEdge ? known(["EDGE"]) : unset;
}

/** `types` is a list of one in AWS's API and in older providers, one string in @pulumi/aws 7. */
export function asList(seen: Seen): Seen<string[]> {
  if (seen.state !== "known") return seen;
  const count = lengthOf(seen);
  const items =
    count === undefined
      ? [seen]
      : Array.from({ length: count }, (_, index) => look(seen.value, index));
  if (items.some(({ state }) => state === "unknown")) return unknown;
  return known(items.map(textOf).filter((item) => item !== undefined));
}
