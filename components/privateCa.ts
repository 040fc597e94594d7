import * as acmpca from "@pulumi/aws/acmpca";
import type * as pulumi from "@pulumi/pulumi";
import { concatPem } from "./pem";
import { checked, type RefusedInput } from "./refusedInputs";

/** Where an AWS Private CA is; its ARN says it all. */
export interface PrivateCa {
  arn: pulumi.Output<string>;
  region: pulumi.Output<string>;
  /** "aws", "aws-cn", "aws-us-gov". */
  partition: pulumi.Output<string>;
}

const caArn = /^arn:(aws[a-z-]*):acm-pca:([a-z0-9-]+):\d{12}:certificate-authority\/.+$/;

/** An AWS Private CA by its ARN, which is refused when it is none. The CA's key never leaves AWS. */
export function privateCa(
  component: pulumi.ComponentResource,
  path: string,
  certificateAuthorityArn: pulumi.Input<string>,
): PrivateCa {
  const arn = checked(component, certificateAuthorityArn, (given) => refusedArn(path, given));
  const part = (index: number) => arn.apply((given) => caArn.exec(given)?.[index] ?? "");
  return { arn, region: part(2), partition: part(1) };
}

function refusedArn(path: string, arn: string): RefusedInput[] {
  if (caArn.test(arn)) return [];
  const reason = `"${arn}" is no ARN of an AWS Private CA: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID.`;
  return [{ path, reason }];
}

/** The CA's certificate and those above it, root last, PEM; looked up in AWS, in the preview too. */
export function privateCaChain(
  component: pulumi.ComponentResource,
  path: string,
  certificateAuthorityArn: pulumi.Input<string>,
): pulumi.Output<string> {
  const { arn, region } = privateCa(component, path, certificateAuthorityArn);
  return acmpca
    .getCertificateAuthorityOutput({ arn, region }, { parent: component })
    .apply(({ certificate, certificateChain }) => concatPem([certificate, certificateChain]));
}
