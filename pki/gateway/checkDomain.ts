import { finding, type Finding } from "../finding";

/** What is known of a custom domain; a fact that is left out is not known yet and trips nothing. */
export interface DomainFacts {
  /** The resource's or the domain's name, for the finding. */
  name: string;
  /** The domain is one of HTTP APIs, whose settings have other names. Default: false. */
  isHttp?: boolean;
  mutualTls: boolean;
  /** "REGIONAL", "EDGE", "PRIVATE". */
  endpointTypes?: string[];
  /** null: known to be unset. */
  securityPolicy?: string | null;
  /** null: known to be unset. */
  truststoreUri?: string | null;
  /** null: known to be unset; so is "null", the version of an object in a bucket whose versioning is suspended. */
  truststoreVersion?: string | null;
}

/** GW001, GW002, GW004 and the form of GW010, on a custom domain; says nothing about one without mutual TLS. */
export function checkDomain(facts: DomainFacts): Finding[] {
  if (!facts.mutualTls) return [];
  const { name: subject, endpointTypes, securityPolicy, truststoreUri, truststoreVersion } = facts;
  const findings: Finding[] = [];
  if (endpointTypes && (endpointTypes.length !== 1 || endpointTypes[0] !== "REGIONAL")) {
    findings.push(
      finding("GW001", {
        subject,
        message: `${subject} has mutual TLS and the endpoint type ${endpointTypes.join(", ") || "(none)"}; API Gateway does mutual TLS on REGIONAL domains alone.`,
        fix: facts.isHttp ? 'Set domainNameConfiguration.endpointType to "REGIONAL".' : undefined,
      }),
    );
  }
  if (securityPolicy !== undefined && securityPolicy !== "TLS_1_2") {
    findings.push(
      finding("GW002", {
        subject,
        message: `${subject} has mutual TLS and ${securityPolicy === null ? "no security policy" : `the security policy ${securityPolicy}`}; API Gateway takes exactly TLS_1_2 there.`,
      }),
    );
  }
  if (truststoreVersion === null || truststoreVersion === "" || truststoreVersion === "null") {
    findings.push(
      finding("GW004", {
        subject,
        message: `${subject} has mutual TLS and no truststoreVersion: nothing pins the truststore that it uses.`,
      }),
    );
  }
  if (
    truststoreUri !== undefined &&
    !/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.+$/.test(truststoreUri ?? "")
  ) {
    findings.push(
      finding("GW010", {
        subject,
        message: `${subject} has ${truststoreUri === null || truststoreUri === "" ? "no truststoreUri" : `the truststoreUri ${JSON.stringify(truststoreUri)}`}; API Gateway reads s3://bucket/key alone.`,
        fix: "Set truststoreUri to s3://bucket/key of the truststore's object.",
      }),
    );
  }
  return findings;
}
