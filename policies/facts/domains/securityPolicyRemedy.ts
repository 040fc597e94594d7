import type { Remedy } from "../../frame/policy";
import { look, type Seen } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import { inputReader, readDomain } from "./domainReading";

/**
 * Mends GW002: TLS_1_2 on an mTLS domain whose security policy is left out. A policy that the program sets is
 * its own decision, and stays a violation.
 */
export const securityPolicyRemedy: Remedy = (resource, { properties }) => {
  const reading = readDomain(resource.type, resource.name, inputReader(resource.inputs));
  if (reading.mutualTls !== true || reading.securityPolicy.state !== "unset") return undefined;
  if (resource.type === tokens.restDomain) return { securityPolicy: "TLS_1_2" };
  // HTTP domains carry the policy in a block, those of @pulumi/aws-native in a list of one.
  const paths = [["domainNameConfiguration"], ["domainNameConfigurations", 0]] as const;
  const block = paths.map((path) => look(properties, ...path)).find(isKnown);
  if (block === undefined) return undefined;
  (block.value as Record<string, unknown>).securityPolicy = "TLS_1_2";
  return {};
};

function isKnown(seen: Seen): seen is Extract<Seen, { state: "known" }> {
  return seen.state === "known";
}
