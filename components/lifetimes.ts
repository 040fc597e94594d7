import * as pulumi from "@pulumi/pulumi";
import { checked, isPlain, type RefusedInput } from "./refusedInputs";

/** How long the certificates of a gateway live, in days; without issuing CA `issuingCaValidityDays` is left out. */
export interface Lifetimes {
  caValidityDays: pulumi.Input<number>;
  issuingCaValidityDays?: pulumi.Input<number>;
  clientValidityDays: pulumi.Input<number>;
}

type Days = Record<keyof Lifetimes, number | undefined>;

/**
 * Refuses a certificate that would outlive its issuer: a path is as good as the certificate in it that ends first.
 *
 * @param inputs paths of the inputs that go by another name
 */
export function checkLifetimes(
  component: pulumi.ComponentResource,
  lifetimes: Lifetimes,
  inputs: Partial<Record<keyof Lifetimes, string>> = {},
): void {
  checked(component, lifetimes as pulumi.Input<Days>, (given) => refusedLifetimes(given, inputs));
}

function refusedLifetimes(
  given: pulumi.Unwrap<Days>,
  inputs: Partial<Record<keyof Lifetimes, string>>,
): RefusedInput[] {
  const path = (["clientValidityDays", "issuingCaValidityDays", "caValidityDays"] as const).flatMap(
    (key) => (given[key] === undefined ? [] : [{ input: inputs[key] ?? key, days: given[key] }]),
  );
  return path.flatMap(({ input, days }, index) => {
    const issuer = path[index + 1];
    if (issuer === undefined || days <= issuer.days) return [];
    const reason = `${days} days outlive the ${issuer.days} days of its issuer (${issuer.input}). Give ${issuer.days} days at most, or a longer ${issuer.input}.`;
    return [{ path: input, reason }];
  });
}

/**
 * Days before its end from which on a CA is renewed: as many as the longest certificate below it lives, so that none of
 * them ever outlives it, and always fewer than it lives itself.
 */
export function renewalOf(
  validityDays: pulumi.Input<number>,
  below: readonly pulumi.Input<number>[],
): pulumi.Input<number> {
  const days = [validityDays, ...below];
  const renewal = ([own = 0, ...others]: number[]): number =>
    Math.max(0, Math.min(Math.max(...others), own - 1));
  return isPlain(days) ? renewal(days as number[]) : pulumi.all(days).apply(renewal);
}
