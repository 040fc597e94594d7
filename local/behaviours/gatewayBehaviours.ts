import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const mutualTls = `${guide}/rest-api-mutual-tls.html`;
const rows = "tests/cli/matrix/matrix.test.ts";
const truststores = "tests/local/dataPlane/truststores.test.ts";
const sessions = "tests/local/dataPlane/sessions.test.ts";
const names = "tests/local/dataPlane/hostNames.test.ts";
const clients = "tests/local/dataPlane/clientCertificates.test.ts";
const hostile = "tests/local/dataPlane/hostileClients.test.ts";
const limits = "tests/local/dataPlane/integrationLimits.test.ts";

/** The listener that plays API Gateway. Every row of the negative matrix is one more: docs/matrix.md. */
export const gatewayBehaviours: readonly Behaviour[] = [
  {
    what: "403 Forbidden to a client certificate that does not chain to the truststore",
    page: mutualTls,
    standing: "documented",
    test: `${rows}: trust/rogue`,
  },
  {
    what: "403 with API Gateway's headers, on a connection that stays open",
    page: mutualTls,
    standing: "documented",
    test: `${clients}: answers a refused certificate with API Gateway's headers and keeps the connection`,
  },
  {
    what: "Without a client certificate the connection is closed with no answer",
    page: "",
    standing: "observed",
    test: `${rows}: trust/none`,
  },
  {
    what: "A path is built of the truststore alone, not of certificates that the client sends",
    page: mutualTls,
    standing: "documented",
    test: `${rows}: trust/missing-intermediate-sent`,
  },
  {
    what: "A certificate is refused from the second on in which it has expired, or before it begins",
    page: mutualTls,
    standing: "documented",
    test: `${rows}: time/expired-by-a-second`,
  },
  {
    what: "A CA that expired since the upload lets nobody in",
    page: "",
    standing: "observed",
    test: `${rows}: time/expired-ca`,
  },
  {
    what: "Keys and signatures weaker than the documentation's are refused",
    page: mutualTls,
    standing: "documented",
    test: `${rows}: algorithm/rsa-1024`,
  },
  {
    what: "An extended key usage without clientAuth, or a keyUsage without digitalSignature, is refused",
    page: "",
    standing: "assumed",
    test: `${rows}: form/server-only`,
  },
  {
    what: "TLS 1.2 and 1.3 with the suites of TLS_1_2, and nothing below",
    page: `${guide}/apigateway-custom-domain-tls-version.html`,
    standing: "documented",
    test: `${sessions}: offers TLS 1.2 and 1.3 and nothing below`,
  },
  {
    what: "No session is resumed, so that none made at one domain counts at another",
    page: "",
    standing: "assumed",
    test: `${rows}: session/other-domain`,
  },
  {
    what: "Renegotiation is refused",
    page: "",
    standing: "assumed",
    test: `${sessions}: refuses renegotiation`,
  },
  {
    what: "A new truststore counts from the next request on, on open connections too",
    page: "",
    standing: "assumed",
    test: `${truststores}: is asked again on a kept-alive connection after a swap, and the connection lives on`,
  },
  {
    what: "A certificate that expires on an open connection is refused from then on",
    page: "",
    standing: "assumed",
    test: `${truststores}: refuses on a kept-alive connection the certificate that has expired since, and takes it back with the clock`,
  },
  {
    what: "A truststore is swapped under load without a failed request",
    page: "",
    standing: "assumed",
    test: `${truststores}: is rotated under load without one failed request, and refuses each generation as soon as it is dropped`,
  },
  {
    what: "700 CAs do not break a handshake: the certificate request names none",
    page: "",
    standing: "observed",
    test: `${truststores}: may hold 700 CAs without a handshake breaking, over TLS 1.2 and 1.3`,
  },
  {
    what: "Another Host than the server name never reaches a domain with mutual TLS",
    page: "",
    standing: "assumed",
    test: `${rows}: name/open-sni-guarded-host`,
  },
  {
    what: "A disabled execute-api endpoint answers Forbidden",
    page: `${guide}/rest-api-disable-default-endpoint.html`,
    standing: "documented",
    test: `${names}: answers Forbidden at an execute-api endpoint that is disabled`,
  },
  {
    what: "The longest base path of whole segments answers",
    page: `${guide}/rest-api-mappings.html`,
    standing: "documented",
    test: `${names}: chooses the longest base path that fits whole segments`,
  },
  {
    what: "Headers by which a client claims a certificate are stripped",
    page: "",
    standing: "assumed",
    test: `${rows}: name/forged-headers`,
  },
  {
    what: "A body over 10 MB is refused with 413",
    page: `${guide}/api-gateway-execution-service-limits-table.html`,
    standing: "documented",
    test: `${limits}: refuse a body over 10 MB with 413, announced or not, and take one of 10 MB`,
  },
  {
    what: "504 for a backend that takes longer than the integration's time, or is not there",
    page: `${guide}/supported-gateway-response-types.html`,
    standing: "documented",
    test: `${limits}: answer 504 for a backend that takes too long, is not there, or breaks off`,
  },
  {
    what: "200 idle connections hinder nobody",
    page: "",
    standing: "assumed",
    test: `${hostile}: keeps 200 idle connections and serves others meanwhile`,
  },
];
