import { checkOwnership } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { refusals, refuseIfAny } from "./refusedInputs";

/** The certificates of one mTLS domain. */
export interface OwnedCertificates {
  domainName: pulumi.Input<string>;
  serverCertificateArn: pulumi.Input<string>;
  /** "" for none. */
  ownershipCertificateArn: pulumi.Input<string>;
}

/** The mTLS domains of one program so far. */
const domainsOf = new WeakMap<pulumi.Resource, OwnedCertificates[]>();

/**
 * GW009 among the mTLS domains of one program: the ownership certificate of one may not be the server certificate of another.
 * Says so when the ARNs are known, and makes no domain wait for another's. A component provider makes components for
 * programs that it does not see: there the policy of the same name says it.
 */
export function refuseSharedOwnership(
  component: pulumi.ComponentResource,
  own: OwnedCertificates,
): void {
  const program = pulumi.runtime.getStackResource();
  if (program === undefined) return;
  const others = domainsOf.get(program) ?? [];
  domainsOf.set(program, [...others, own]);
  for (const other of others) {
    pulumi.all([own, other]).apply((domains) => {
      const findings = checkOwnership(
        domains.map(({ domainName: domain, ...certificates }) => ({ domain, ...certificates })),
      );
      refuseIfAny(component, refusals("ownershipVerificationCertificateArn", findings));
    });
  }
}
