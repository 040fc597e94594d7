/** `clientCert` of an event's request context. */
export interface EventCertificate {
  clientCertPem: string;
  subjectDN: string;
  issuerDN: string;
  serialNumber: string;
  validity: { notBefore: string; notAfter: string };
}

/** The client's certificate as events have it; undefined where the domain has asked for none. */
export function eventCertificate(context: Record<string, string>): EventCertificate | undefined {
  const field = (name: string) => context[`identity.clientCert.${name}`] ?? "";
  if (field("clientCertPem") === "") return undefined;
  return {
    clientCertPem: field("clientCertPem"),
    subjectDN: field("subjectDN"),
    issuerDN: field("issuerDN"),
    serialNumber: field("serialNumber"),
    validity: { notBefore: field("validity.notBefore"), notAfter: field("validity.notAfter") },
  };
}
