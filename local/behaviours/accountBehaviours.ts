import type { Behaviour } from "./behaviour";

const inputs = "tests/local/provider/checkInputs.test.ts";
const life = "tests/local/provider/lifeOfResources.test.ts";
const parameters = "tests/local/wire/wireParameters.test.ts";
const wire = "tests/local/wire/wire.test.ts";

/** The account as a whole: what every service of it has alike, and what the AWS SDKs read. */
export const accountBehaviours: readonly Behaviour[] = [
  {
    what: "What is not emulated is refused by name: a type, a function, a property, a value",
    page: "",
    standing: "assumed",
    test: `${inputs}: refuse by name what is not emulated: a property, a nested one, a value, a type, a function`,
  },
  {
    what: "A preview shows known inputs as known outputs, and what AWS makes as unknown, as the real provider does",
    page: "",
    standing: "observed",
    test: `${life}: show known inputs as known outputs in a preview, and what is computed as unknown`,
  },
  {
    what: "A resource is in the Region that it or its provider instance names, and found there alone",
    page: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
    standing: "documented",
    test: `${life}: put a resource into its own region, else into that of its provider instance`,
  },
  {
    what: "The AWS SDK reads domains, APIs, certificates, objects and distributions in AWS's own protocols",
    page: "https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html",
    standing: "documented",
    test: `${wire}: gets the distribution with its origin's client certificate`,
  },
  {
    what: "DescribeCertificate says who uses a certificate, and nobody is ever given its key",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html",
    standing: "documented",
    test: `${wire}: gives the certificate and its chain, and never the key`,
  },
  {
    what: "ListObjectVersions gives versions and delete markers, newest first, page by page",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html",
    standing: "documented",
    test: `${wire}: lists versions and delete markers, newest first, page by page`,
  },
  {
    what: "ListObjectVersions gathers keys under common prefixes where a delimiter is given",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html",
    standing: "documented",
    test: `${parameters}: is a delimiter: ListObjectVersions gathers keys under common prefixes, page by page`,
  },
  {
    what: "GetObject and HeadObject answer 304 or 412 where a condition on the ETag or the time does not hold",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
    standing: "documented",
    test: `${parameters}: is an object on a condition: 304 or 412 where it does not hold`,
  },
  {
    what: "Metadata that no header can carry comes encoded by RFC 2047",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html",
    standing: "documented",
    test: "tests/local/wire/wireFaults.test.ts: neither metadata that no header can carry: it comes encoded by RFC 2047, as from S3",
  },
  {
    what: "ListCertificates filters by key type, key usage and extended key usage",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html",
    standing: "documented",
    test: `${parameters}: are certificates of some usages: ListCertificates has no other`,
  },
  {
    what: "A call, or a parameter of one, on which nothing here acts is refused by name",
    page: "",
    standing: "assumed",
    test: `${parameters}: is refused by name where nothing here acts on it`,
  },
];
