import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";
const api = "https://docs.aws.amazon.com/cloudfront/latest/APIReference";
const originMtls = `${guide}/origin-enable-mtls-distributions.html`;
const clientCertificate = `${guide}/origin-certificate-management-certificate-manager.html`;
const distributions = "tests/local/aws/cloudfront.test.ts";
const life = "tests/local/aws/distributionLife.test.ts";
const access = "tests/local/aws/cloudfrontAccess.test.ts";
const values = "tests/local/aws/distributionValues.test.ts";
const origins = "tests/local/dataPlane/edgeOrigins.test.ts";
const viewers = "tests/local/dataPlane/edgeViewers.test.ts";
const failover = "tests/local/dataPlane/edgeFailover.test.ts";
const rows = "tests/cli/matrix/matrix.test.ts";

/** CloudFront: distributions, and the edge that serves them. */
export const cloudFrontBehaviours: readonly Behaviour[] = [
  {
    what: "The client certificate has extended key usage clientAuth, is RSA-2048 or P-256, of ACM in us-east-1, and the origin https-only",
    page: clientCertificate,
    standing: "documented",
    test: `${distributions}: refuses a client certificate that CloudFront does not take, naming the rule`,
  },
  {
    what: "The chain of the client certificate is at most three deep",
    page: clientCertificate,
    standing: "documented",
    test: `${rows}: edge-import/depth-4`,
  },
  {
    what: "A client certificate that ACM issued is refused: it has to be imported",
    page: clientCertificate,
    standing: "documented",
    test: `${rows}: edge-import/acm-issued`,
  },
  {
    what: "A client certificate that ACM had AWS Private CA issue is refused as well",
    page: clientCertificate,
    standing: "documented",
    test: `${values}: have a client certificate that was imported: one that ACM had AWS Private CA issue is refused`,
  },
  {
    what: "At most five different client certificates in a distribution",
    page: clientCertificate,
    standing: "documented",
    test: `${distributions}: refuses more than five different client certificates in one distribution`,
  },
  {
    what: "A distribution is InProgress after each change, and Deployed when that is everywhere",
    page: `${api}/API_Distribution.html`,
    standing: "documented",
    test: `${life}: is InProgress after each change, for as long as was asked for, and tags are no change`,
  },
  {
    what: "A change of a distribution's tags alone deploys nothing",
    page: "",
    standing: "assumed",
    test: `${life}: is InProgress after each change, for as long as was asked for, and tags are no change`,
  },
  {
    what: "The provider waits for Deployed unless waitForDeployment says otherwise",
    page: "",
    standing: "observed",
    test: `${life}: is waited for unless the program says waitForDeployment: false`,
  },
  {
    what: "DistributionNotDisabled: a distribution that is enabled or InProgress is not deleted",
    page: `${api}/API_DeleteDistribution.html`,
    standing: "documented",
    test: `${life}: ends also where somebody enables it meanwhile: CloudFront deletes none that is enabled`,
  },
  {
    what: "The provider disables a distribution before it deletes it, and waits for that",
    page: "",
    standing: "observed",
    test: `${life}: ends also where somebody enables it meanwhile: CloudFront deletes none that is enabled`,
  },
  {
    what: "retainOnDelete leaves a disabled distribution behind",
    page: "",
    standing: "observed",
    test: `${distributions}: leaves a disabled distribution behind when it is told to retain it`,
  },
  {
    what: "An alias needs a certificate that covers it and that leads to a CA that viewers trust",
    page: `${guide}/cnames-and-https-requirements.html`,
    standing: "documented",
    test: `${access}: shows viewers a certificate of a CA that they trust, and no other`,
  },
  {
    what: "A viewer's certificate that ACM has as EXPIRED is refused",
    page: "",
    standing: "assumed",
    test: `${values}: have a viewer's certificate that has not expired`,
  },
  {
    what: "Response and keep-alive timeouts of origins are from 1 to 120 seconds",
    page: `${api}/API_CustomOriginConfig.html`,
    standing: "documented",
    test: `${values}: have timeouts from 1 to 120 seconds`,
  },
  {
    what: "An origin group has two origins, and behaviours with GET, HEAD and OPTIONS alone",
    page: `${guide}/high_availability_origin_failover.html`,
    standing: "documented",
    test: `${access}: refuses a group that CloudFront does not take`,
  },
  {
    what: "A log bucket has to be there and to take ACLs",
    page: `${guide}/standard-logging-legacy-s3.html`,
    standing: "documented",
    test: `${access}: takes a log bucket that is there and takes ACLs`,
  },
  {
    what: "A web ACL is global and there, and not deleted while a distribution has it",
    page: `${guide}/distribution-web-awswaf.html`,
    standing: "documented",
    test: `${access}: takes a global web ACL that is there, which then cannot be deleted`,
  },
  {
    what: "The client certificate is presented whatever its validity: the origin refuses an expired one",
    page: originMtls,
    standing: "documented",
    test: `${origins}: presents an expired client certificate as CloudFront does, and the gateway refuses it`,
  },
  {
    what: "502 for an origin whose server certificate is not publicly trusted, or is another name's",
    page: `${guide}/http-502-bad-gateway.html`,
    standing: "documented",
    test: `${origins}: answers 502 for an origin whose certificate is not publicly trusted, or is another name's`,
  },
  {
    what: "502 when the origin's handshake fails or nobody listens there",
    page: `${guide}/http-502-bad-gateway.html`,
    standing: "documented",
    test: `${origins}: answers 502 for an origin where nobody listens`,
  },
  {
    what: "TLS 1.2 alone to origins: the last of the protocols that an origin may be given; that CloudFront tries no later one is not said",
    page: `${api}/API_OriginSslProtocols.html`,
    standing: "assumed",
    test: `${origins}: speaks TLS 1.2 alone to origins`,
  },
  {
    what: "A new client certificate of a distribution makes new connections",
    page: "",
    standing: "assumed",
    test: `${origins}: makes new connections with a new client certificate: none made with the old one is used again`,
  },
  {
    what: "The origin gets its own name as Host, unless the origin request policy forwards the viewer's",
    page: `${guide}/RequestAndResponseBehaviorCustomOrigin.html`,
    standing: "documented",
    test: `${viewers}: sends the origin its own name as Host unless the policy forwards the viewer's`,
  },
  {
    what: "Plain HTTP is redirected, served or refused as the viewer protocol policy says",
    page: `${guide}/using-https-viewers-to-cloudfront.html`,
    standing: "documented",
    test: `${viewers}: redirects plain HTTP, serves it or refuses it, as the viewer protocol policy says`,
  },
  {
    what: "421 for the host of another distribution than the one the handshake was for",
    page: "",
    standing: "assumed",
    test: `${viewers}: answers 421 to the host of another distribution than the one the handshake was for`,
  },
  {
    what: "Headers by which a viewer claims a certificate do not reach the origin",
    page: "",
    standing: "assumed",
    test: `${viewers}: strips headers by which a viewer claims a certificate`,
  },
  {
    what: "The secondary origin is asked on the status codes that are configured",
    page: `${guide}/high_availability_origin_failover.html`,
    standing: "documented",
    test: `${failover}: asks the secondary on a status code that is configured, and on no other`,
  },
  {
    what: "The viewer's country decides where a geo restriction says so: 403",
    page: `${guide}/georestrictions.html`,
    standing: "documented",
    test: `${failover}: is decided by the viewer's country`,
  },
];
