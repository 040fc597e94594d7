import { checkEdgeCertificates, checkOrigin } from "@mtls-gateway/pki";
import type * as pulumi from "@pulumi/pulumi";
import { checked, isPlain, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** The inputs of an origin that a rule speaks about. */
export interface OriginInputs {
  /** Path of the origin in the args; empty for the first one, whose inputs have names of their own. */
  path: string;
  originId: string;
  domainName: pulumi.Input<string>;
  clientCertificateArn: pulumi.Input<string>;
}

/** The same, once the rules have let them pass. */
export interface CheckedOrigin {
  originId: string;
  domainName: pulumi.Output<string>;
  clientCertificateArn: pulumi.Output<string>;
}

/**
 * The mTLS origins of a distribution, checked by the CF rules (the custom domain and not the execute-api host, with a client
 * certificate), and their client certificates all together.
 */
export function checkedOrigins(
  component: pulumi.ComponentResource,
  distribution: string,
  origins: readonly OriginInputs[],
): CheckedOrigin[] {
  const inputs = origins.map(({ clientCertificateArn }) => clientCertificateArn);
  refuseIfAny(component, [
    ...refusedIds(origins),
    ...origins.flatMap((origin) =>
      typeof origin.domainName === "string"
        ? refusedDomain(distribution, origin, origin.domainName)
        : [],
    ),
    ...(isPlain(inputs) ? refusedArns(distribution, origins, inputs as string[]) : []),
  ]);
  const arns = checked(component, inputs, (given) => refusedArns(distribution, origins, given));
  return origins.map((origin, index) => ({
    originId: origin.originId,
    domainName: checked(component, origin.domainName, (originDomain) =>
      refusedDomain(distribution, origin, originDomain),
    ),
    clientCertificateArn: arns.apply((given) => given[index] ?? ""),
  }));
}

/** IDs are plain, so that two of them are refused before anything is made. */
function refusedIds(origins: readonly OriginInputs[]): RefusedInput[] {
  return origins.flatMap(({ path, originId }, index) => {
    const reason =
      originId === ""
        ? "missing. Give the origin an ID."
        : origins.findIndex((each) => each.originId === originId) === index
          ? undefined
          : `"${originId}" is the ID of another origin too. Give each one of its own.`;
    return reason === undefined ? [] : [{ path: `${path}originId`, reason }];
  });
}

function refusedDomain(
  distribution: string,
  { path, originId }: OriginInputs,
  originDomain: string,
): RefusedInput[] {
  return refusals(
    path === "" ? "originDomainName" : `${path}domainName`,
    // That there is a certificate tells the rule that the execute-api host is meant to do mutual TLS.
    checkOrigin({
      distribution,
      originId,
      originDomain,
      isMutualTlsDomain: true,
      clientCertificateArn: "given",
    }),
  );
}

/** What is wrong with all of them together is told once, at the first one. */
function refusedArns(
  distribution: string,
  origins: readonly OriginInputs[],
  arns: readonly string[],
): RefusedInput[] {
  const ofEach = origins.flatMap(({ path, originId, domainName }, index) => {
    const arn = arns[index] ?? "";
    const findings =
      arn === ""
        ? checkOrigin({
            distribution,
            originId,
            originDomain: typeof domainName === "string" ? domainName : "the origin",
            isMutualTlsDomain: true,
            clientCertificateArn: null,
          })
        : checkEdgeCertificates({ distribution, arns: [arn] });
    return refusals(`${path}clientCertificateArn`, findings);
  });
  const given = arns.filter((arn) => arn !== "");
  const ofAll = checkEdgeCertificates({ distribution, arns: given });
  return [
    ...ofEach,
    ...refusals(
      "clientCertificateArn",
      ofAll.filter(({ rule }) => rule === "CC108"),
    ),
  ];
}
