import type { Truststore } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import type { Program } from "../frame/program";
import { isCaOf } from "./certificates/certificateGraph";
import { truststoreSources } from "./issuingPaths";
import { contentOf } from "./objectContent";
import { contentHash, readTruststore } from "./truststoreFindings";
import { domainTruststores } from "./truststoreObjects";

/** The CAs that a truststore will hold, as the program shows them before they exist. */
export interface PlannedAuthorities {
  authorities: ReadonlySet<PolicyResource>;
  /** Nothing else can be in the truststore. */
  isWhole: boolean;
}

/** The truststore of one mTLS domain: its content where that is known, else what the graph shows of it. */
export type HostTruststore =
  { id: string; read: () => Truststore; planned?: undefined } | { planned: PlannedAuthorities };

/** The truststore of a domain. undefined: the program does not make it. */
export async function truststoreOfHost(
  program: Program,
  domain: PolicyResource,
  observations: Observations,
): Promise<HostTruststore | undefined> {
  const found = domainTruststores(program).find((each) => each.domain === domain);
  if (found === undefined) return undefined;
  const { object } = found;
  // Several objects come into question: nobody knows before `up` what is trusted.
  if (object === undefined) return { planned: { authorities: new Set(), isWhole: false } };
  const { bytes, property } = await contentOf(program, observations, object);
  if (bytes.state === "unset") return undefined;
  if (bytes.state === "unknown") return { planned: plannedAuthorities(program, object, property) };
  const { value } = bytes;
  return { id: contentHash(value), read: () => readTruststore(observations, value) };
}

function plannedAuthorities(
  program: Program,
  object: PolicyResource,
  property: string,
): PlannedAuthorities {
  const { certificates, isWhole } = truststoreSources(program, object, property);
  const areCas = certificates.map((certificate) => isCaOf(program, certificate));
  return {
    authorities: new Set(certificates.filter((_, index) => areCas[index] === true)),
    isWhole: isWhole && !areCas.includes(undefined),
  };
}
