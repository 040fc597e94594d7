import { unknownCheckingProxy, type ResourceValidationArgs } from "@pulumi/policy";
import * as wire from "@pulumi/policy/deserialize";
import { createPolicies, Observations } from "mtls-gateway-policies";

import type { Fixture } from "./fixtureProgram";

type Properties = Record<string, unknown>;

/** The SDK exports these for its own server, but no types of them. */
const { deserializeProperties, serializeProperties } = wire as unknown as {
  deserializeProperties: (
    struct: { toJavaScript: () => Properties },
    keepSecrets: boolean,
  ) => Properties;
  serializeProperties: (properties: Properties) => Promise<Properties>;
};
const proxied = unknownCheckingProxy as unknown as (properties: Properties) => Properties;

/**
 * What the engine gets back when one policy runs at the level "remediate" over a resource `orders`, as the SDK's
 * server does it: the properties on the wire, or undefined where the policy leaves them alone.
 */
export async function remedied(
  name: string,
  { type, inputs }: Fixture,
  config: Properties = {},
): Promise<Properties | undefined> {
  const policy = createPolicies(new Observations(true)).find((each) => each.name === name);
  if (policy === undefined || !("remediateResource" in policy)) {
    throw new Error(`the pack has no remedy ${name}`);
  }
  // A remedy writes to what it is given: the test keeps its own.
  const given = { toJavaScript: () => structuredClone(inputs) };
  const result = await policy.remediateResource?.({
    type,
    urn: `urn:pulumi:test::scenario::${type}::orders`,
    name: "orders",
    props: proxied(deserializeProperties(given, true)),
    getConfig: () => config,
  } as unknown as ResourceValidationArgs);
  return result === undefined ? undefined : serializeProperties(result as Properties);
}
