import { checkDomain, type DomainFacts } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checked, isPlain, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** The inputs of a domain that a rule speaks about. */
export interface DomainInputs {
  domainName: pulumi.Input<string>;
  endpointType?: pulumi.Input<string>;
  securityPolicy?: pulumi.Input<string>;
  truststoreUri: pulumi.Input<string>;
  truststoreVersion: pulumi.Input<string>;
}

/** The same, once the rules have let them pass. */
export interface CheckedDomain {
  endpointType: pulumi.Output<string>;
  securityPolicy: pulumi.Output<string>;
  truststoreUri: pulumi.Output<string>;
  truststoreVersion: pulumi.Output<string>;
}

/** Which input a rule speaks about. */
const inputOfRule: Readonly<Partial<Record<string, keyof CheckedDomain>>> = {
  GW001: "endpointType",
  GW002: "securityPolicy",
  GW004: "truststoreVersion",
  GW010: "truststoreUri",
};

/**
 * The inputs of an mTLS domain, checked by the GW rules: those that are plain all at once and before anything is made, the
 * others each as soon as it is known.
 */
export function checkedDomain(
  component: pulumi.ComponentResource,
  inputs: DomainInputs,
): CheckedDomain {
  const { truststoreUri, truststoreVersion } = inputs;
  const endpointType = inputs.endpointType ?? "REGIONAL";
  const securityPolicy = inputs.securityPolicy ?? "TLS_1_2";
  refuseIfAny(
    component,
    refused(inputs, {
      ...(isPlain(endpointType) ? { endpointTypes: [endpointType as string] } : {}),
      ...(isPlain(securityPolicy) ? { securityPolicy: securityPolicy as string } : {}),
      ...(isPlain(truststoreUri) ? { truststoreUri: presentOf(truststoreUri as string) } : {}),
      ...(isPlain(truststoreVersion)
        ? { truststoreVersion: presentOf(truststoreVersion as string) }
        : {}),
    }),
  );
  return {
    endpointType: checked(component, endpointType, (type) =>
      refused(inputs, { endpointTypes: [type] }),
    ),
    securityPolicy: checked(component, securityPolicy, (policy) =>
      refused(inputs, { securityPolicy: policy }),
    ),
    truststoreUri: checked(component, truststoreUri, (uri) =>
      refused(inputs, { truststoreUri: presentOf(uri) }),
    ),
    truststoreVersion: checked(component, truststoreVersion, (version) =>
      refused(inputs, { truststoreVersion: presentOf(version) }),
    ),
  };
}

/** S3 gives an object in a bucket without versioning no version: the provider says "" for it. */
function presentOf(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}

function refused(
  { domainName }: DomainInputs,
  facts: Omit<DomainFacts, "name" | "mutualTls">,
): RefusedInput[] {
  const name = isPlain(domainName) ? (domainName as string) : "the domain";
  const findings = checkDomain({ name, mutualTls: true, ...facts });
  return findings.flatMap((finding) => refusals(inputOfRule[finding.rule] ?? "", [finding]));
}
