import type { Policy } from "@pulumi/policy";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";

import { checkConfiguration } from "./configuration";
import { helpers } from "./helpers";
import type { Observations } from "./observations";
import { mayHoldPrivateKey, plainKeyPaths } from "./plainKeys";
import { isRead, isRelevant } from "./programInputs";
import { listen, type WireConfiguration, type WireResource } from "./wire";

/**
 * Takes from the engine's messages what the SDK does not hand to a policy: a configuration that is wrong, and private
 * keys that are not secrets.
 *
 * @returns undoes it
 */
export function listenFor(policies: readonly Policy[], observations: Observations): () => void {
  const recordPlainKeys = (resource: WireResource): void => {
    for (const property of plainKeyPaths(resource.getProperties()?.toJavaScript() ?? {})) {
      observations.recordPlainKey({ urn: resource.getUrn(), property });
    }
  };
  return listen({
    isRead,
    isRelevant,
    configured: (given) => {
      configure(policies, given);
    },
    resource: (resource, bytes) => {
      observations.hearWire();
      if (mayHoldPrivateKey(bytes)) recordPlainKeys(resource);
    },
    schemaOf: (name) => policies.find((policy) => policy.name === name)?.configSchema,
    stack: (resources, bytes, end) => {
      observations.hearWire();
      observations.hearStack(end);
      if (mayHoldPrivateKey(bytes)) resources.forEach(recordPlainKeys);
    },
  });
}

function configure(policies: readonly Policy[], given: WireConfiguration): void {
  const properties = new Map<string, Record<string, unknown>>();
  given.forEach((config, name) => {
    properties.set(name, config.getProperties()?.toJavaScript() ?? {});
  });
  checkConfiguration(policies, properties);
  // `{ "all": "mandatory" }` means the rules: a line that helps to read them is no violation. And without the first
  // helper the rules could not tell what is left out from what is not known.
  for (const { name, canBeDisabled } of helpers) {
    const config = given.get(name);
    if (config === undefined) continue;
    const isDisabled = config.getEnforcementlevel() === EnforcementLevel.DISABLED;
    if (!isDisabled || !canBeDisabled) config.setEnforcementlevel(EnforcementLevel.ADVISORY);
  }
}
