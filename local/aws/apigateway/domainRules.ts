import { checkDomain, finding, formatFinding } from "@mtls-gateway/pki";
import type { AccountState, AcmCertificate } from "../../account/state";
import type { Values } from "../../provider/values";
import { coversName } from "../acm/acmStore";
import { object, text } from "../text";
import { gatewayError } from "./restApiStore";

/** What CreateDomainName and UpdateDomainName are asked. */
export interface DomainRequest {
  settings: Values;
  region: string;
  operation: string;
}

const policies = /^(TLS_1_0|TLS_1_2|SecurityPolicy_[A-Za-z0-9_]+)$/;

/** Refuses what API Gateway refuses of a custom domain, the truststore's content apart. */
export function checkDomainName(state: Readonly<AccountState>, request: DomainRequest): void {
  const { settings, operation } = request;
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  const name = text(settings.domainName);
  if (!/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/.test(name)) {
    refuse(`Invalid domain name: ${name}`);
  }
  const endpointType = text(object(settings.endpointConfiguration).types);
  const securityPolicy = text(settings.securityPolicy);
  if (!policies.test(securityPolicy)) refuse(`Invalid security policy: ${securityPolicy}`);
  const mutualTls = object(settings.mutualTlsAuthentication);
  const uri = text(mutualTls.truststoreUri);
  if (uri !== "") {
    const [broken] = checkDomain({
      name,
      mutualTls: true,
      endpointTypes: [endpointType],
      securityPolicy,
      truststoreUri: uri,
    });
    if (broken !== undefined) refuse(formatFinding(broken));
  }
  if (endpointType === "PRIVATE") {
    refuse("private custom domain names are not emulated by the AWS on this machine");
  }
  checkCertificates(state, request, uri !== "");
}

function checkCertificates(
  state: Readonly<AccountState>,
  { settings, region, operation }: DomainRequest,
  mutualTls: boolean,
): void {
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  const isEdge = text(object(settings.endpointConfiguration).types) === "EDGE";
  const property = isEdge ? "certificateArn" : "regionalCertificateArn";
  const arn = text(settings[property]);
  if (arn === "") refuse(`A certificate is needed: give ${property}`);
  const name = text(settings.domainName);
  const server = usable(state, arn, isEdge ? "us-east-1" : region, refuse);
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
  if (ownership === "") return;
  const proof = usable(state, ownership, region, refuse);
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
  refuse: (detail: string) => never,
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

function usable(
  state: Readonly<AccountState>,
  arn: string,
  region: string,
  refuse: (detail: string) => never,
): AcmCertificate {
  const found = state.certificates[arn];
  if (found === undefined) {
    return refuse(`Invalid certificate ARN: ${arn} (no such certificate in the account)`);
  }
  if (found.region !== region) {
    refuse(`Invalid certificate ARN: ${arn} is in ${found.region}, and has to be in ${region}`);
  }
  if (found.status !== "ISSUED") {
    refuse(`Unable to associate certificate ${arn}: its status is ${found.status}, not ISSUED`);
  }
  return found;
}
