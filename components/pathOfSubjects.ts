import { formatFinding, pathTooLong, readBundle } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** What a CA's args say about the CAs above it. */
export interface IssuerOfPath {
  issuerCertificatePem?: pulumi.Input<string>;
  issuerChainPem?: pulumi.Input<string>;
  issuerSubjects?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * The subjects from a CA up to its root, and the refusal (TS004) of a path with more CAs than API Gateway takes.
 * Subjects handed from CA to CA are known in a preview, although none of the certificates exists yet.
 */
export function pathOfSubjects(
  component: pulumi.ComponentResource,
  subject: pulumi.Output<string>,
  args: IssuerOfPath,
): pulumi.Output<string[]> {
  const above = args.issuerSubjects ?? subjectsOf(args.issuerChainPem ?? args.issuerCertificatePem);
  const path = pulumi.all([subject, above]).apply(([own, others]) => [own, ...others]);
  return checked(component, path, (subjects): RefusedInput[] => {
    const tooLong = pathTooLong(subjects);
    return tooLong === undefined
      ? []
      : [{ path: "issuerSubjects", reason: formatFinding(tooLong) }];
  });
}

function subjectsOf(chainPem: pulumi.Input<string> | undefined): pulumi.Output<string[]> {
  return pulumi
    .output(chainPem ?? "")
    .apply((pem) =>
      pem === "" ? [] : readBundle(pem).certificates.map((certificate) => certificate.subject),
    );
}
