import { checkDomain, formatFinding } from "@mtls-gateway/pki";
import type { AccountState } from "../../account/state";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { checkCertificates } from "./domainCertificates";
import { gatewayError } from "./restApiStore";

/** What CreateDomainName and UpdateDomainName are asked. */
export interface DomainRequest {
  settings: Values;
  region: string;
  operation: string;
  now: Date;
  /** The settings of the domain that is updated. */
  before?: Values;
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
  if (securityPolicy.startsWith("SecurityPolicy_")) {
    refuse(
      `the security policy ${securityPolicy} is not emulated by the AWS on this machine: it needs endpointAccessMode, which nothing here acts on`,
    );
  }
  if (endpointType === "PRIVATE") {
    refuse("private custom domain names are not emulated by the AWS on this machine");
  }
  checkCertificates(state, request, uri !== "");
}
