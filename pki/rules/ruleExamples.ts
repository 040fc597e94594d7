import type { RuleId } from "../catalogue";

/** What trips a rule, and the same mended: a command, a file in outline, or a property of a program. */
export interface RuleExample {
  trips: string;
  mended: string;
}

const issue = (extensions: string): string =>
  `openssl x509 -req -in ca.csr ... -extfile ${extensions}`;

/** One example for every rule of the catalogue. */
export const ruleExamples: Readonly<Record<RuleId, RuleExample>> = {
  TS001: {
    trips: "openssl x509 -in ca.pem -outform DER -out truststore.pem",
    mended: "openssl x509 -in ca.pem -out truststore.pem",
  },
  TS002: { trips: "cat ca.pem ca.key > truststore.pem", mended: "cat ca.pem > truststore.pem" },
  TS003: { trips: ": > truststore.pem", mended: "cat root.pem issuing.pem > truststore.pem" },
  TS004: {
    trips: "root <- CA 2 <- CA 3 <- CA 4 <- CA 5 (issues clients)",
    mended: "root <- CA 2 <- CA 3 <- CA 4 (issues clients)",
  },
  TS005: {
    trips: "cat issuing.pem > truststore.pem",
    mended: "cat root.pem issuing.pem > truststore.pem",
  },
  TS006: {
    trips: "cat other-root-of-the-same-name.pem issuing.pem > truststore.pem",
    mended: "cat root.pem issuing.pem > truststore.pem",
  },
  TS007: { trips: "openssl req -x509 -sha1 ...", mended: "openssl req -x509 -sha256 ..." },
  TS008: {
    trips: "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521",
    mended: "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
  },
  TS009: { trips: "notAfter=Jan  1 00:00:00 2020 GMT", mended: "openssl x509 -req -days 3650 ..." },
  TS010: {
    trips: "a CA that expires in 10 days, alone",
    mended: "the same CA with its successor beside it",
  },
  TS011: {
    trips: "CN=MyRootCA with one key, CN=MyRootCA with another",
    mended: "CN=MyRootCA, CN=MyRootCA 2",
  },
  TS012: {
    trips: "cat root.pem root.pem > truststore.pem",
    mended: "cat root.pem > truststore.pem",
  },
  TS013: {
    trips: issue("<(echo basicConstraints=CA:FALSE)"),
    mended: issue("<(echo basicConstraints=critical,CA:TRUE)"),
  },
  TS014: {
    trips: "root with basicConstraints=critical,CA:TRUE,pathlen:0, and an intermediate below it",
    mended: "root with basicConstraints=critical,CA:TRUE,pathlen:1",
  },
  TS015: {
    trips: "cat /etc/ssl/certs/*.pem partners/*.pem > truststore.pem (1.2 MB)",
    mended: "cat partners/*.pem > truststore.pem (200 KB)",
  },
  TS016: {
    trips: "cat root.pem client.pem > truststore.pem",
    mended: "cat root.pem > truststore.pem",
  },
  TS017: {
    trips: "openssl x509 -req -signkey ca.key ... without -extfile (OpenSSL 1: X.509 v1)",
    mended: issue("ca.ext"),
  },
  TS018: { trips: "s3://bucket/truststore.txt", mended: "s3://bucket/truststore.pem" },
  TS019: {
    trips: issue("<(echo nameConstraints=critical,permitted;DNS:example.com)"),
    mended: "a Lambda authorizer that checks requestContext.identity.clientCert.subjectDN",
  },
  TS020: { trips: "10,000 certificates of one subject", mended: "one certificate for each CA" },
  TS021: {
    trips: issue("<(echo extendedKeyUsage=serverAuth)"),
    mended: issue("<(echo extendedKeyUsage=serverAuth,clientAuth)"),
  },
  CC001: {
    trips: "truststore.pem: root; client issued by an intermediate",
    mended: "truststore.pem: root and intermediate",
  },
  CC002: { trips: "curl --cert client-of-last-year.pem", mended: "curl --cert client.pem" },
  CC003: {
    trips: "openssl genrsa -out client.key 1024",
    mended: "openssl genrsa -out client.key 2048",
  },
  CC004: {
    trips: "curl --cert ca.pem --key ca.key",
    mended: "curl --cert client.pem --key client.key",
  },
  CC005: { trips: "extendedKeyUsage = serverAuth", mended: "extendedKeyUsage = clientAuth" },
  CC006: {
    trips: "curl --cert client.pem --key other.key",
    mended: "curl --cert client.pem --key client.key",
  },
  CC007: { trips: "keyUsage = keyEncipherment", mended: "keyUsage = digitalSignature" },
  CC008: {
    trips: "doctor truststore.pem --client fullchain.pem",
    mended: "doctor truststore.pem --client client.pem --chain chain.pem",
  },
  CC009: { trips: "1.2.3.4.5 = critical,ASN1:NULL", mended: "1.2.3.4.5 = ASN1:NULL" },
  CC101: { trips: "no extendedKeyUsage", mended: "extendedKeyUsage = clientAuth" },
  CC102: {
    trips: "openssl genrsa -out edge.key 4096",
    mended: "openssl genrsa -out edge.key 2048",
  },
  CC103: { trips: "openssl x509 -req -sha1 ...", mended: "openssl x509 -req -sha256 ..." },
  CC104: { trips: "leaf <- CA 3 <- CA 2 <- root", mended: "leaf <- CA 2 <- root" },
  CC105: {
    trips: "--certificate-chain with 60 certificates (80 KB)",
    mended: "--certificate-chain with the intermediate and the root",
  },
  CC106: {
    trips: "arn:aws:acm:us-east-2:123456789012:certificate/...",
    mended: "arn:aws:acm:us-east-1:123456789012:certificate/...",
  },
  CC107: {
    trips: "new aws.acm.Certificate(name, { domainName })",
    mended: "new aws.acm.Certificate(name, { certificateBody, privateKey, certificateChain })",
  },
  CC108: {
    trips: "six origins with a client certificate each",
    mended: "six origins that share one client certificate",
  },
  CC109: {
    trips: "an edge certificate of a new CA before the truststore has that CA",
    mended: "the truststore first, the edge certificate second",
  },
  CC110: {
    trips: "cat root.pem intermediate.pem > chain.pem",
    mended: "cat intermediate.pem root.pem > chain.pem",
  },
  GW001: {
    trips: 'endpointConfiguration: { types: "EDGE" }',
    mended: 'endpointConfiguration: { types: "REGIONAL" }',
  },
  GW002: {
    trips: 'securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09"',
    mended: 'securityPolicy: "TLS_1_2"',
  },
  GW003: {
    trips: "new aws.apigateway.RestApi(name, {})",
    mended: "new aws.apigateway.RestApi(name, { disableExecuteApiEndpoint: true })",
  },
  GW004: {
    trips: "mutualTlsAuthentication: { truststoreUri }",
    mended: "mutualTlsAuthentication: { truststoreUri, truststoreVersion: object.versionId }",
  },
  GW005: {
    trips: 'versioningConfiguration: { status: "Suspended" }',
    mended: 'versioningConfiguration: { status: "Enabled" }',
  },
  GW006: {
    trips:
      "new BucketPublicAccessBlock(..., { bucket, blockPublicAcls: true, ignorePublicAcls: true })",
    mended: "blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets: true",
  },
  GW007: {
    trips: "a bucket policy without a statement on aws:SecureTransport",
    mended: 'Deny, "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } }',
  },
  GW008: {
    trips: "regionalCertificateArn: imported.arn",
    mended:
      "regionalCertificateArn: imported.arn, ownershipVerificationCertificateArn: issuedByAcm.arn",
  },
  GW009: {
    trips: "ownershipVerificationCertificateArn: serverCertificateOfAnotherDomain.arn",
    mended: "ownershipVerificationCertificateArn: aCertificateForThisAlone.arn",
  },
  GW010: {
    trips: 'truststoreUri: "https://bucket.s3.amazonaws.com/truststore.pem"',
    mended: 'truststoreUri: "s3://bucket/truststore.pem"',
  },
  GW011: {
    trips: "api.example.com (mTLS) and open.example.com (none) mapped to one API",
    mended: "api.example.com (mTLS) alone",
  },
  GW012: {
    trips: "truststore: edge CA and partner CA; origin of a distribution",
    mended: "truststore: edge CA alone; partners on a domain of their own",
  },
  GW013: {
    trips: "accessLogSettings: { format: '$context.identity.clientCert.clientCertPem' }",
    mended: "accessLogSettings: { format: '$context.identity.clientCert.subjectDN' }",
  },
  GW014: {
    trips: "domainName: renamed.example.com in place of api.example.com",
    mended: "a second domain, mapped before the first one goes",
  },
  CF001: {
    trips: "customOriginConfig without originMtlsConfig",
    mended: "originMtlsConfig: { clientCertificateArn }",
  },
  CF002: {
    trips: 'originProtocolPolicy: "match-viewer"',
    mended: 'originProtocolPolicy: "https-only"',
  },
  CF003: {
    trips: 'originSslProtocols: ["TLSv1.1", "TLSv1.2"]',
    mended: 'originSslProtocols: ["TLSv1.2"]',
  },
  CF004: {
    trips: 'domainName: "a1b2c3.execute-api.us-east-2.amazonaws.com"',
    mended: 'domainName: "api.example.com"',
  },
  CF005: {
    trips: "grpcConfig: { enabled: true } on a behaviour of the mTLS origin",
    mended: "grpcConfig: { enabled: false }",
  },
  CF006: {
    trips: "the origin's domain with an imported certificate of a private CA",
    mended: "the origin's domain with a public certificate of ACM",
  },
  CF007: {
    trips: "cachePolicyId: CachingOptimized, originRequestPolicyId: AllViewerExceptHostHeader",
    mended: "cachePolicyId: CachingDisabled, originRequestPolicyId: AllViewerExceptHostHeader",
  },
  CF008: {
    trips: 'viewerProtocolPolicy: "allow-all"',
    mended: 'viewerProtocolPolicy: "redirect-to-https"',
  },
  SEC001: {
    trips: "export const clientKey = key.privateKeyPem with a plain value",
    mended: "export const clientKey = pulumi.secret(key.privateKeyPem)",
  },
  SEC002: {
    trips: "new CertificateAuthority(name, {}) in the stack prod",
    mended: "a CA of your own, or AWS Private CA",
  },
};
