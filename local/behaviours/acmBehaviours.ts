import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/acm/latest/userguide";
const privateCa = "https://docs.aws.amazon.com/privateca/latest/userguide";
const acm = "tests/local/aws/acm.test.ts";
const status = "tests/local/aws/domainStatus.test.ts";
const times = "tests/local/aws/certificateTimes.test.ts";
const pca = "tests/local/aws/acmpca.test.ts";

export const acmBehaviours: readonly Behaviour[] = [
  {
    what: "A certificate is issued when Route 53 answers with the CNAME of each of its names; a wildcard shares its parent's",
    page: `${guide}/dns-validation.html`,
    standing: "documented",
    test: `${acm}: asks for one CNAME for each name, and issues the certificate when Route 53 has them`,
  },
  {
    what: "A certificate is requested for domain names of at most 253 characters, a wildcard for the first label alone",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
    standing: "documented",
    test: `${acm}: refuses other names that are none, that are empty or too long`,
  },
  {
    what: "A certificate whose records do not come within 72 hours is given up: VALIDATION_TIMED_OUT",
    page: `${guide}/troubleshooting-timed-out.html`,
    standing: "documented",
    test: `${times}: are given up when their records do not come within 72 hours`,
  },
  {
    what: "What ACM issued and something uses is renewed while its records are in DNS, from 60 days before its end",
    page: `${guide}/managed-renewal.html`,
    standing: "documented",
    test: `${status}: stays AVAILABLE while the records that validate that certificate are in DNS: ACM renews it`,
  },
  {
    what: "What has expired is not renewed any more, also when its records come back",
    page: `${guide}/managed-renewal.html`,
    standing: "documented",
    test: `${times}: are EXPIRED for good when their records were gone at their end, and renewed when they are back before it`,
  },
  {
    what: "An imported certificate is EXPIRED from its end on: ACM renews none",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html",
    standing: "documented",
    test: `${times}: are EXPIRED from their end on when they were imported`,
  },
  {
    what: "An import has a key that belongs to the certificate, a chain in order and a certificate that is valid now",
    page: `${guide}/import-certificate-prerequisites.html`,
    standing: "documented",
    test: `${acm}: refuses imports as ACM does`,
  },
  {
    what: "Certificate, chain and key have at most 32,768, 2,097,152 and 5,120 characters; the key is not encrypted",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html",
    standing: "documented",
    test: `${acm}: refuses a certificate, a chain and a key that are too long, and a key that is encrypted or unknown`,
  },
  {
    what: "A certificate is imported again under the same ARN, with a new key of the same kind; usages are not taken away",
    page: `${guide}/import-reimport.html`,
    standing: "documented",
    test: `${acm}: reimports a new certificate with a new key under the same ARN, and keeps key type and usages`,
  },
  {
    what: "But a reimport may leave out clientAuth, and keyEncipherment where the key is ECDSA",
    page: `${guide}/import-reimport.html`,
    standing: "documented",
    test: `${acm}: lets a reimport leave out the usages that CAs give up: clientAuth, and keyEncipherment of ECDSA`,
  },
  {
    what: "A reimport adds and removes names, and never removes the last one",
    page: `${guide}/import-reimport.html`,
    standing: "documented",
    test: `${acm}: refuses a reimport that takes every name away, and lets names change`,
  },
  {
    what: "Only a certificate that was imported is imported again under its ARN",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html",
    standing: "documented",
    test: `${acm}: refuses an import under the ARN of a certificate that was not imported`,
  },
  {
    what: "The provider imports again when certificate, chain or key changed: other tags alone import nothing",
    page: "",
    standing: "observed",
    test: `${times}: take other tags after their end, and are not imported again with them`,
  },
  {
    what: "A certificate in use is not deleted: by a domain, as its proof of ownership, or by a distribution",
    page: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html",
    standing: "documented",
    test: `${acm}: refuses to delete a certificate that a domain has as its own or as its proof, or that a distribution shows`,
  },
  {
    what: "A PRIVATE certificate is issued at once by the AWS Private CA that it names",
    page: `${guide}/gs-acm-request-private.html`,
    standing: "documented",
    test: `${pca}: serves ACM: a PRIVATE certificate is issued at once, and its key stays with ACM`,
  },
  {
    what: "A PRIVATE certificate that something uses is renewed from 60 days before its end, when its CA has given ACM the permission",
    page: `${guide}/renew-private-cert.html`,
    standing: "documented",
    test: `${times}: are renewed when a private CA issued them, something uses them and that CA lets ACM renew`,
  },
  {
    what: "Private CA puts into a certificate what its template says",
    page: `${privateCa}/UsingTemplates.html`,
    standing: "documented",
    test: `${pca}: puts into a certificate what its template says`,
  },
  {
    what: "A CA without a certificate, or one that is disabled, issues nothing",
    page: `${privateCa}/PcaUpdateCA.html`,
    standing: "documented",
    test: `${pca}: issues nothing from a CA without a certificate, or one that is disabled`,
  },
];
