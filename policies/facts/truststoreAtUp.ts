import type { RuleId } from "@mtls-gateway/pki";

import type { Observations, SeenResource } from "../frame/observations";
import type { Report } from "../frame/policy";
import { look, textOf } from "../frame/seen";
import type { Settings } from "../frame/settings";
import { objectTokens } from "../frame/tokens";
import { inputReader, readDomain } from "./domains/domainReading";
import { objectContent } from "./objectContent";
import { truststoreFindings } from "./truststoreFindings";
import { parseS3Uri, sameKey } from "./truststoreObjects";

/**
 * Judges one rule on a domain's truststore while `up` runs, before the domain is created or updated: by then
 * the object's content is known, and a stack policy would speak only when the domain already has it.
 * A preview is left to the stack policy, which sees the graph.
 *
 * @param expiresWithinDays for TS010
 */
export async function judgeTruststoreAtUp(
  rule: RuleId,
  expiresWithinDays: number,
  observations: Observations,
  domain: SeenResource,
  report: Report,
  settings: Settings,
): Promise<void> {
  const reading = readDomain(domain.type, domain.name, inputReader(domain.inputs));
  if (reading.mutualTls !== true) return;
  const uri = textOf(reading.truststoreUri) ?? "";
  const object = observations.remember(`object at up ${domain.urn}`, () =>
    objectAt(observations, uri),
  );
  // An object that is exempted is named by the stack policy, and must not stop its domain.
  if (object === undefined || settings.scopeOf(object.urn).standing !== "judged") return;
  const { bytes } = await observations.remember(`content at up ${object.urn}`, () =>
    objectContent((property) => look(object.inputs, property)),
  );
  if (bytes.state === "unknown") return;
  const content = bytes.state === "known" ? bytes.value : new Uint8Array();
  const key = textOf(look(object.inputs, "key"));
  const findings = truststoreFindings(observations, content, key, expiresWithinDays);
  for (const finding of findings) {
    if (finding.rule === rule) report.violation(finding, domain.urn);
  }
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
