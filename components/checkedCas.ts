import { readBundle } from "@mtls-gateway/pki";
import type * as pulumi from "@pulumi/pulumi";
import { checked, refusals } from "./refusedInputs";

/** CAs in PEM, with nothing else: a file that holds a private key as well would else become a plain output. */
export function checkedCas(
  component: pulumi.ComponentResource,
  path: string,
  casPem: pulumi.Input<string>,
): pulumi.Output<string> {
  return checked(component, casPem, (pem) => refusals(path, readBundle(pem).findings));
}

/** What is said of the CA that signs a certificate made here. */
export interface IssuerInputs {
  issuerCertificatePem?: pulumi.Input<string>;
  issuerChainPem?: pulumi.Input<string>;
}

/** The same args, with their issuer checked; what is not given stays so. */
export function withCheckedIssuer<Args extends IssuerInputs>(
  component: pulumi.ComponentResource,
  args: Args,
): Args {
  const given = (["issuerCertificatePem", "issuerChainPem"] as const).flatMap((input) => {
    const pem = args[input];
    return pem === undefined ? [] : [[input, checkedCas(component, input, pem)] as const];
  });
  return { ...args, ...Object.fromEntries(given) };
}
