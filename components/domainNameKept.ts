import { finding, formatFinding } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checked } from "./refusedInputs";

/**
 * GW014: the name of a domain that is there already, refused when another one is asked for.
 *
 * A component does not see the state, and `protect` would refuse `pulumi destroy` too. So the domain ignores changes of its
 * name (`ignoreChanges`), which makes the engine keep the name that the state has; and that one is compared here with the
 * name that the program asks for. Both are known in a preview.
 *
 * @param actual the domain's own output
 * @returns `actual`, for everything that comes after the domain
 */
export function keptDomainName(
  component: pulumi.ComponentResource,
  actual: pulumi.Output<string>,
  asked: pulumi.Input<string>,
): pulumi.Output<string> {
  return checked(component, { actual, asked }, (names) => {
    if (names.actual.toLowerCase() === names.asked.toLowerCase()) return [];
    const refused = finding("GW014", {
      subject: names.actual,
      message: `the domain of this component is ${names.actual}, and ${names.asked} would replace it: from then on ${names.actual} answers nobody.`,
      fix: `Add a second MutualTlsDomain for ${names.asked}, move the callers and then remove this one; or set allowReplacement.`,
    });
    return [{ path: "domainName", reason: formatFinding(refused) }];
  }).actual;
}
