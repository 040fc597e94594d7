import {
  otherAuthorities,
  otherCallersOf,
  readBundle,
  type Certificate,
  type NamedCaller,
  type OtherAuthority,
} from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import type { Program } from "../frame/program";
import { textOf } from "../frame/seen";
import { keyOf, onlyCertificate, pathOf } from "./certificates/certificateGraph";
import { certificateSubject } from "./certificates/certificateSubject";
import { issuingPaths } from "./issuingPaths";
import { contentOf } from "./objectContent";
import { readTruststore } from "./truststoreFindings";

const callerTag = "mtls-gateway:caller:";

/** The callers that a domain's own tags name; the provider's default tags do not count. undefined: not known. */
export function namedCallers(program: Program, domain: PolicyResource): NamedCaller[] | undefined {
  const tags = program.see(domain, "tags");
  if (tags.state === "unknown") return undefined;
  const names = tags.state === "known" ? Object.keys(tags.value as object) : [];
  const callers = names
    .filter((key) => key.startsWith(callerTag))
    .map((key) => ({ key, reason: program.see(domain, "tags", key) }));
  if (callers.some(({ reason }) => reason.state === "unknown")) return undefined;
  return callers.map(({ key, reason }) => ({
    name: key.slice(callerTag.length),
    reason: textOf(reason) ?? "",
  }));
}

/** Who a truststore lets in beside the edge. */
export interface OtherCallers {
  /** The CAs that are on no path of the edge's client certificates. */
  others: OtherAuthority[];
  /** Nobody else can be there. */
  isWhole: boolean;
}

const nobodyKnows: OtherCallers = { others: [], isWhole: false };

/**
 * The CAs of a truststore that are not those of the edge: by content where that is known, else by the certificate
 * resources that content and client certificates are built from.
 *
 * @param object the truststore
 * @param clients certificates of ACM that the edge presents
 */
export async function otherCallers(
  program: Program,
  observations: Observations,
  object: PolicyResource,
  clients: readonly PolicyResource[],
): Promise<OtherCallers> {
  const { property, bytes } = await contentOf(program, observations, object);
  if (bytes.state === "unset") return { others: [], isWhole: true };
  if (bytes.state === "unknown") return byGraph(program, object, property, clients);
  const certificates = clients.map((client) => knownCertificate(program, client));
  const known = certificates.filter((certificate) => certificate !== undefined);
  if (known.length < clients.length) return nobodyKnows;
  const truststore = readTruststore(observations, bytes.value);
  const others = otherAuthorities(truststore, known, observations.now);
  // A client certificate that is not trusted at all is CC109's.
  return { others: otherCallersOf(others ?? []), isWhole: true };
}

/** The client certificate; where it is yet to be made, that of the CA that makes it, which is known before. */
function knownCertificate(program: Program, client: PolicyResource): Certificate | undefined {
  const body = textOf(program.see(client, "certificateBody"));
  if (body !== undefined) return firstOf(body);
  const leaf = onlyCertificate(program, client, "certificateBody");
  const issuer = leaf === undefined ? undefined : pathOf(program, leaf).path[1];
  const pem = issuer === undefined ? undefined : textOf(program.see(issuer, "certPem"));
  return pem === undefined ? undefined : firstOf(pem);
}

function firstOf(pem: string): Certificate | undefined {
  return readBundle(pem).certificates[0];
}

function byGraph(
  program: Program,
  object: PolicyResource,
  property: string,
  clients: readonly PolicyResource[],
): OtherCallers {
  const used: PolicyResource[] = [];
  for (const client of clients) {
    const leaf = onlyCertificate(program, client, "certificateBody");
    if (leaf === undefined) return nobodyKnows;
    const { path, reachesRoot } = pathOf(program, leaf);
    if (!reachesRoot) return nobodyKnows;
    used.push(...path);
  }
  const { paths, isWhole } = issuingPaths(program, object, property);
  const authorities = paths.flatMap(({ certificates }) => certificates.slice(0, 1));
  const strangers = authorities.filter((authority) => !used.includes(authority));
  const usedKeys = used.map((certificate) => keyOf(program, certificate)?.resource);
  // Another certificate of a CA of the edge has its key: only another key makes another caller.
  const others = strangers.filter((stranger) => {
    const key = keyOf(program, stranger)?.resource;
    return key !== undefined && usedKeys.every((each) => each !== undefined && each !== key);
  });
  const sameKey = strangers.filter((stranger) => {
    const key = keyOf(program, stranger)?.resource;
    return key !== undefined && usedKeys.includes(key);
  });
  return {
    others: others.map((authority) => {
      const [, issuer] = pathOf(program, authority).path;
      const isTop = issuer === undefined || !others.includes(issuer);
      return { name: certificateSubject(program, authority), isTop };
    }),
    isWhole: isWhole && others.length + sameKey.length === strangers.length,
  };
}
