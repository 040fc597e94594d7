import { finding, formatFinding } from "@mtls-gateway/pki";
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
  if (mutualTls && server.type !== "AMAZON_ISSUED" && ownership === "") {
    // The words of the answer that terraform-provider-aws #35741 quotes.
    refuse("Missing ownershipVerificationCertificate");
  }
  if (mutualTls) refuseOtherIssuer(state, server, `${region}/${name}`, refuse);
  if (ownership === "") return;
  const proof = usable(state, request, "ownershipVerificationCertificateArn", region, refuse);
  if (proof.type !== "AMAZON_ISSUED") {
    refuse(
      `The ownershipVerificationCertificate has to be a public certificate issued by ACM; ${ownership} is ${proof.type}`,
    );
  }
  refuseServing(state, ownership, name, refuse);
  if (!coversName(proof, name)) {
    refuse(`The domain name ${name} is not covered by the ownershipVerificationCertificate`);
  }
}

/** GW009: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function refuseServing(
  state: Readonly<AccountState>,
  ownership: string,
  name: string,
  refuse: Refuse,
): void {
  const other = Object.values(state.domains).find(
    (domain) =>
      domain.name !== name &&
      domain.truststore !== undefined &&
      domain.settings.regionalCertificateArn === ownership,
  );
  if (other === undefined) return;
  const message = `${name} has as its ownership certificate ${ownership}, the server certificate of ${other.name}, which has mutual TLS.`;
  refuse(formatFinding(finding("GW009", { subject: name, message })));
}

/** One issuer for each subject among the server certificates of all mTLS domains, in AWS's own words. */
function refuseOtherIssuer(
  state: Readonly<AccountState>,
  server: AcmCertificate,
  key: string,
  refuse: Refuse,
): void {
  const [own] = certificatesIn(server.certificate);
  for (const [other, { truststore, settings }] of Object.entries(state.domains)) {
    if (other === key || truststore === undefined || own === undefined) continue;
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
