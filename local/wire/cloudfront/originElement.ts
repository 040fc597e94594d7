import { list, object, text, texts } from "../../aws/text";
import type { Values } from "../../provider/values";
import { quantified, type XmlObject } from "../xml";

/** `Origin`; every origin of the account on this machine is a custom one. */
export function originElement(origin: Values): XmlObject {
  const headers = list(origin.customHeaders).map((header) => ({
    HeaderName: text(object(header).name),
    HeaderValue: text(object(header).value),
  }));
  return {
    Id: text(origin.originId),
    DomainName: text(origin.domainName),
    OriginPath: text(origin.originPath),
    CustomHeaders: quantified("OriginCustomHeader", headers),
    CustomOriginConfig: customOrigin(object(origin.customOriginConfig)),
    ConnectionAttempts: Number(origin.connectionAttempts ?? 3),
    ConnectionTimeout: Number(origin.connectionTimeout ?? 10),
    OriginShield: { Enabled: false },
    OriginAccessControlId: "",
  };
}

/** `OriginGroup`: the first member, and the one that takes over. */
export function originGroupElement(group: Values): XmlObject {
  const { statusCodes } = object(group.failoverCriteria);
  const members = list(group.members).map((member) => ({
    OriginId: text(object(member).originId),
  }));
  return {
    Id: text(group.originId),
    FailoverCriteria: { StatusCodes: quantified("StatusCode", list(statusCodes).map(Number)) },
    Members: quantified("OriginGroupMember", members),
  };
}

function customOrigin(config: Values): XmlObject {
  const certificate = text(object(config.originMtlsConfig).clientCertificateArn);
  return {
    HTTPPort: Number(config.httpPort ?? 80),
    HTTPSPort: Number(config.httpsPort ?? 443),
    OriginProtocolPolicy: text(config.originProtocolPolicy),
    OriginSslProtocols: quantified("SslProtocol", texts(config.originSslProtocols)),
    OriginReadTimeout: Number(config.originReadTimeout ?? 30),
    OriginKeepaliveTimeout: Number(config.originKeepaliveTimeout ?? 5),
    ...(certificate === "" ? {} : { OriginMtlsConfig: { ClientCertificateArn: certificate } }),
  };
}
