import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const mutualTls = `${guide}/rest-api-mutual-tls.html`;
const domains = "tests/local/aws/apigateway.test.ts";
const status = "tests/local/aws/domainStatus.test.ts";
const quotas = "tests/local/aws/gatewayQuotas.test.ts";
const endpoints = "tests/local/aws/endpointTypes.test.ts";
const markers = "tests/local/aws/s3DeleteMarkers.test.ts";
const rows = "tests/cli/matrix/matrix.test.ts";

/** Custom domains of API Gateway, of either version of its API. */
export const domainBehaviours: readonly Behaviour[] = [
  {
    what: "The truststore is read at the pinned version when the domain is made and updated, and at no other time",
    page: mutualTls,
    standing: "documented",
    test: `${domains}: reads the truststore at the pinned version, and no other, when the domain is made and updated`,
  },
  {
    what: "A pinned version is read behind a delete marker too; one that was deleted is refused at the next update of the truststore",
    page: mutualTls,
    standing: "assumed",
    test: `${markers}: hide a truststore from a domain that pins no version, and not from one that does`,
  },
  {
    what: "The truststore is read with the caller's rights: a bucket policy that denies it to the caller has the domain refused",
    page: mutualTls,
    standing: "documented",
    test: "tests/local/aws/bucketPolicy.test.ts: keeps API Gateway from a truststore that it denies to everybody, over TLS",
  },
  {
    what: "Two certificates of one subject and different issuers are refused with BadRequestException, in AWS's own words",
    page: mutualTls,
    standing: "documented",
    test: `${rows}: upload/same-subject`,
  },
  {
    what: "So is a truststore with anything else that the rules call an error: AWS says that invalid certificates make warnings, and not which ones it refuses",
    page: "https://docs.aws.amazon.com/apigateway/latest/api/API_MutualTlsAuthentication.html",
    standing: "assumed",
    test: `${domains}: refuses what is no truststore, naming the rule`,
  },
  {
    what: "A path of more than four CA certificates is taken with a warning, and the clients below are refused",
    page: "",
    standing: "observed",
    test: `${rows}: trust/five-cas`,
  },
  {
    what: "An expired CA is taken with a warning, which GetDomainName has as truststoreWarnings",
    page: mutualTls,
    standing: "documented",
    test: "tests/local/wire/wire.test.ts: gets a domain with the warnings about its truststore, which the provider drops",
  },
  {
    what: "Mutual TLS is refused on EDGE and PRIVATE domains, and with another policy than TLS_1_2",
    page: `${guide}/apigateway-custom-domain-tls-version.html`,
    standing: "documented",
    test: `${domains}: refuses mutual TLS on an EDGE or PRIVATE domain, and with a policy other than TLS_1_2`,
  },
  {
    what: "The server certificate is issued, of the domain's Region, and covers its name",
    page: `${guide}/how-to-custom-domains-prerequisites.html`,
    standing: "documented",
    test: `${domains}: takes an issued certificate of its own Region that covers the domain, and no other`,
  },
  {
    what: "An imported server certificate needs an ownership verification certificate",
    page: mutualTls,
    standing: "documented",
    test: `${domains}: asks for an ownership certificate when the server certificate of an mTLS domain was imported`,
  },
  {
    what: "The ownership verification certificate is ACM's own, and serves no other domain with mutual TLS",
    page: mutualTls,
    standing: "documented",
    test: `${domains}: takes no ownership certificate that was imported, or that serves another mTLS domain`,
  },
  {
    what: "Server certificates of one subject have one issuer over all domains with mutual TLS of a Region",
    page: "https://repost.aws/knowledge-center/api-gateway-mtls-certificate-subject",
    standing: "documented",
    test: "tests/local/aws/domainCertificates.test.ts: have one issuer for each subject, over all of a Region's domains, and may have another elsewhere",
  },
  {
    what: "Mutual TLS goes on and off as updates of one domain, which keeps its target name",
    page: mutualTls,
    standing: "documented",
    test: `${domains}: takes mutual TLS off and puts it on again as updates of one domain`,
  },
  {
    what: "A domain that is UPDATING is neither updated nor deleted; with which exception AWS says so is not documented, here TooManyRequestsException",
    page: "https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html",
    standing: "observed",
    test: `${status}: is UPDATING for as long as was asked for; create and update wait for that, others are refused`,
  },
  {
    what: "Tags and mappings change while a domain is UPDATING",
    page: "",
    standing: "assumed",
    test: `${status}: takes tags and mappings while it is UPDATING`,
  },
  {
    what: "PENDING_OWNERSHIP_VERIFICATION: the ownership verification certificate has expired and could not be renewed; every update is locked until another is given",
    page: mutualTls,
    standing: "documented",
    test: `${status}: is PENDING_OWNERSHIP_VERIFICATION when the certificate that proves the name has expired; every update is locked until another is given`,
  },
  {
    what: "PENDING_CERTIFICATE_REIMPORT: a certificate that was imported again does not cover the domain, has a name that is not proven, or another issuer",
    page: mutualTls,
    standing: "documented",
    test: `${status}: is PENDING_CERTIFICATE_REIMPORT when an imported certificate that is imported again does not fit the domain any more`,
  },
  {
    what: "A domain that changes between REGIONAL and EDGE gets the host of that type, and none with which an API could not stay mapped",
    page: "",
    standing: "assumed",
    test: `${endpoints}: give a domain that changes its type the host of that type`,
  },
  {
    what: "120 public custom domains in a Region",
    page: `${guide}/api-gateway-execution-service-limits-table.html`,
    standing: "documented",
    test: `${quotas}: are 120 custom domains in a Region, one more in another Region, and one more when one is deleted`,
  },
  {
    what: "200 mappings of several levels for a domain",
    page: `${guide}/api-gateway-execution-service-limits-table.html`,
    standing: "documented",
    test: `${quotas}: are 200 mappings of several levels for a domain, any number of one level, and none of the reserved paths`,
  },
  {
    what: "No mapping of /ping and /sping, which are reserved: AWS says that such a path does not work, not that it is refused",
    page: `${guide}/api-gateway-known-issues.html`,
    standing: "assumed",
    test: `${quotas}: are 200 mappings of several levels for a domain, any number of one level, and none of the reserved paths`,
  },
  {
    what: "A PRIVATE API is not mapped, nor a path twice, nor several levels by version 1 of the API",
    page: `${guide}/rest-api-mappings.html`,
    standing: "documented",
    test: `${domains}: maps APIs to base paths as API Gateway allows it`,
  },
  {
    what: "A base path has letters, digits and $-_.+!*'() alone, and an update makes none that is gone",
    page: "",
    standing: "assumed",
    test: "tests/local/aws/basePathMappings.test.ts: has a path of letters, digits and some signs, as an API mapping has",
  },
  {
    what: "REST and HTTP APIs share the mappings of a domain; WebSocket APIs, which may not, are refused by name",
    page: `${guide}/rest-api-mappings.html`,
    standing: "documented",
    test: "tests/local/aws/httpDomains.test.ts: map REST and HTTP APIs under paths of several levels, and move a mapping in place",
  },
  {
    what: "One name is a domain once in a Region, whichever version of the API made it, and DNS chooses between Regions",
    page: `${guide}/dns-failover.html`,
    standing: "documented",
    test: "tests/local/aws/regions.test.ts: lets DNS say which of two domains of one name answers",
  },
];
