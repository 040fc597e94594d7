import { checkOwnership, checkServerCertificate, formatFinding } from "@mtls-gateway/pki";
import type { AccountState, AcmCertificate } from "../../account/state";
import type { Value } from "../../provider/values";
import { certificatesIn, certificateStatus, coversName } from "../acm/acmStore";
import { object, text } from "../text";
import type { DomainRequest } from "./domainRules";
import { gatewayError } from "./restApiStore";

type Refuse = (detail: string) => never;

/** Refuses what API Gateway refuses of a domain's certificates: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
export function checkCertificates(
  state: Readonly<AccountState>,
  request: DomainRequest,
  mutualTls: boolean,
): void {
  const { settings, region, operation } = request;
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  const isEdge = text(object(settings.endpointConfiguration).types) === "EDGE";
  const property = isEdge ? "certificateArn" : "regionalCertificateArn";
  if (text(settings[property]) === "") refuse(`A certificate is needed: give ${property}`);
  const name = text(settings.domainName);
  const server = usable(state, request, property, isEdge ? "us-east-1" : region, refuse);
  if (!coversName(server, name)) {
    refuse(
      `The domain name ${name} is not covered by the provided certificate (${server.names.join(", ")})`,
    );
  }
  const ownership = text(settings.ownershipVerificationCertificateArn);
  const proof =
    ownership === ""
      ? undefined
      : usable(state, request, "ownershipVerificationCertificateArn", region, refuse);
  if (mutualTls) {
    refuseUnproven(server, proof, name, refuse);
    refuseOtherIssuer(state, server, { name, region }, refuse);
    refuseShared(state, { name, server: server.arn, ownership }, refuse);
  }
  if (proof !== undefined && !coversName(proof, name)) {
    refuse(`The domain name ${name} is not covered by the ownershipVerificationCertificate`);
  }
}

/** GW008, as far as AWS insists on it: an ownership certificate that is not needed is taken. */
function refuseUnproven(
  server: AcmCertificate,
  proof: AcmCertificate | undefined,
  name: string,
  refuse: Refuse,
): void {
  const [broken] = checkServerCertificate({
    name,
    type: server.type,
    ownershipCertificateArn: proof?.arn ?? null,
    ...(proof === undefined ? {} : { ownershipType: proof.type }),
  }).filter(({ source }) => source === "documented");
  if (broken === undefined) return;
  // The words of the answer that terraform-provider-aws #35741 quotes.
  const words = proof === undefined ? ["Missing ownershipVerificationCertificate"] : [];
  refuse([...words, formatFinding(broken)].join("; "));
}

/** GW009: the ownership certificate of one mTLS domain is not the server certificate of another. */
function refuseShared(
  state: Readonly<AccountState>,
  own: { name: string; server: string; ownership: string },
  refuse: Refuse,
): void {
  const others = Object.values(state.domains).filter(
    ({ name, truststore }) => name !== own.name && truststore !== undefined,
  );
  const [broken] = checkOwnership([
    {
      domain: own.name,
      serverCertificateArn: own.server,
      ownershipCertificateArn: own.ownership,
    },
    ...others.map(({ name, settings }) => ({
      domain: name,
      serverCertificateArn: text(settings.regionalCertificateArn),
      ownershipCertificateArn: text(settings.ownershipVerificationCertificateArn),
    })),
  ]);
  if (broken !== undefined) refuse(formatFinding(broken));
}

/**
 * One issuer for each subject among the server certificates of a Region's mTLS domains, in AWS's own words.
 * https://repost.aws/knowledge-center/api-gateway-mtls-certificate-subject
 */
function refuseOtherIssuer(
  state: Readonly<AccountState>,
  server: AcmCertificate,
  at: { name: string; region: string },
  refuse: Refuse,
): void {
  const [own] = certificatesIn(server.certificate);
  for (const { name, region, truststore, settings } of Object.values(state.domains)) {
    if (region !== at.region || name === at.name) continue;
    if (truststore === undefined || own === undefined) continue;
    const held = state.certificates[text(settings.regionalCertificateArn)]?.certificate;
    const [leaf] = certificatesIn(held ?? "");
    if (leaf?.subjectKey !== own.subjectKey || leaf.issuerKey === own.issuerKey) continue;
    refuse(
      `The certificate subject ${own.subject} conflicts with an existing certificate from a different issuer.`,
    );
  }
}

/** The certificate of this property. One that the domain has already may have expired since. */
function usable(
  state: Readonly<AccountState>,
  { settings, before, now }: DomainRequest,
  property: string,
  region: string,
  refuse: Refuse,
): AcmCertificate {
  const given: Value | undefined = settings[property];
  const arn = text(given);
  const found = state.certificates[arn];
  if (found === undefined) {
    return refuse(`Invalid certificate ARN: ${arn} (no such certificate in the account)`);
  }
  if (found.region !== region) {
    refuse(`Invalid certificate ARN: ${arn} is in ${found.region}, and has to be in ${region}`);
  }
  const status = certificateStatus(state, found, now);
  if (status !== "ISSUED" && given !== before?.[property]) {
    refuse(`Unable to associate certificate ${arn}: its status is ${status}, not ISSUED`);
  }
  return found;
}
