import type { RuleId } from "@mtls-gateway/pki";

import type { Observations, SeenResource } from "../frame/observations";
import type { Report } from "../frame/policy";
import { look, textOf } from "../frame/seen";
import { objectTokens } from "../frame/tokens";
import { inputReader, readDomain } from "./domainReading";
import { objectContent } from "./objectContent";
import { truststoreFindings } from "./truststoreFindings";
import { parseS3Uri, sameKey } from "./truststoreObjects";

/**
 * Judges one rule on a domain's truststore while `up` runs, before the domain is created or updated: by then
 * the object's content is known, and a stack policy would speak only when the domain already has it.
 * A preview is left to the stack policy, which sees the graph.
 */
export async function judgeTruststoreAtUp(
  rule: RuleId,
  observations: Observations,
  domain: SeenResource,
  report: Report,
): Promise<void> {
  if (observations.isPreview) return;
  const reading = readDomain(domain.type, domain.name, inputReader(domain.inputs));
  if (reading.mutualTls !== true) return;
  const object = objectAt(observations, textOf(reading.truststoreUri) ?? "");
  if (object === undefined) return;
  const { bytes } = await objectContent((property) => look(object.inputs, property));
  if (bytes.state !== "known") return;
  const { findings } = truststoreFindings(observations, rule, bytes.value);
  for (const finding of findings) report.violation(finding, domain.urn);
}

/** The object of this run at an S3 URI. */
function objectAt(observations: Observations, uri: string): SeenResource | undefined {
  const location = parseS3Uri(uri);
  if (location === undefined) return undefined;
  return [...observations.resources.values()].find(
    ({ type, inputs }) =>
      objectTokens.includes(type) &&
      textOf(look(inputs, "bucket")) === location.bucket &&
      sameKey(textOf(look(inputs, "key")) ?? "") === location.key,
  );
}
