import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** Lifetime and renewal of a certificate as the tls provider counts them. */
export interface Validity {
  validityPeriodHours: pulumi.Output<number>;
  earlyRenewalHours: pulumi.Output<number>;
}

/** Turns days into the provider's hours; refuses what the provider would take and would then renew at every `up`. */
export function validity(
  component: pulumi.ComponentResource,
  validityDays: pulumi.Input<number>,
  earlyRenewalDays: pulumi.Input<number>,
): Validity {
  const days = checked(component, { validityDays, earlyRenewalDays }, refusedDays);
  return {
    validityPeriodHours: days.apply((given) => given.validityDays * 24),
    earlyRenewalHours: days.apply((given) => given.earlyRenewalDays * 24),
  };
}

function refusedDays(days: { validityDays: number; earlyRenewalDays: number }): RefusedInput[] {
  const { validityDays, earlyRenewalDays } = days;
  const refused: RefusedInput[] = [];
  if (!Number.isInteger(validityDays) || validityDays < 1) {
    refused.push({
      path: "validityDays",
      reason: `${validityDays} is not a number of whole days from 1 on.`,
    });
  }
  if (!Number.isInteger(earlyRenewalDays) || earlyRenewalDays < 0) {
    refused.push({
      path: "earlyRenewalDays",
      reason: `${earlyRenewalDays} is not a number of whole days from 0 on.`,
    });
  } else if (earlyRenewalDays >= validityDays) {
    refused.push({
      path: "earlyRenewalDays",
      reason:
        `${earlyRenewalDays} days of renewal before the end of a certificate of ${validityDays} days would renew it at ` +
        "every `pulumi up`. Give fewer days, or a longer validityDays.",
    });
  }
  return refused;
}
