import { checkOrigin, type OriginFacts } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checkEdgeCertificateArn } from "./edgeCertificateArn";
import { checked, isPlain, refusals, type RefusedInput } from "./refusedInputs";

/** ID of the one origin of a distribution; it need not tell origins apart. */
export const originId = "mtls-domain";

/** The inputs of a distribution that a rule about origins speaks about. */
export interface OriginInputs {
  originDomainName: pulumi.Input<string>;
  clientCertificateArn: pulumi.Input<string>;
}

/** The same, once the rules have let them pass. */
export interface CheckedOrigin {
  originDomainName: pulumi.Output<string>;
  clientCertificateArn: pulumi.Output<string>;
}

/** An mTLS origin, checked by the CF rules: the custom domain and not the execute-api host, with a client certificate. */
export function checkedOrigin(
  component: pulumi.ComponentResource,
  distribution: string,
  inputs: OriginInputs,
): CheckedOrigin {
  const { originDomainName, clientCertificateArn } = inputs;
  const known = isPlain(originDomainName) ? (originDomainName as string) : "the origin";
  return {
    originDomainName: checked(component, originDomainName, (originDomain) =>
      // That there is a certificate tells the rule that the execute-api host is meant to do mutual TLS.
      refusedOrigin("originDomainName", {
        distribution,
        originDomain,
        clientCertificateArn: "given",
      }),
    ),
    clientCertificateArn: checked(component, clientCertificateArn, (arn) => [
      ...refusedOrigin("clientCertificateArn", {
        distribution,
        originDomain: known,
        clientCertificateArn: arn === "" ? null : arn,
      }),
      ...refusals(
        "clientCertificateArn",
        arn === "" ? [] : checkEdgeCertificateArn(distribution, arn),
      ),
    ]),
  };
}

function refusedOrigin(
  path: string,
  facts: Pick<OriginFacts, "distribution" | "originDomain" | "clientCertificateArn">,
): RefusedInput[] {
  return refusals(path, checkOrigin({ originId, isMutualTlsDomain: true, ...facts }));
}
