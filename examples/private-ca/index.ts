import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway } from "mtls-gateway";

const config = new pulumi.Config();
const signingAlgorithm = "SHA256WITHRSA";

const authority = new aws.acmpca.CertificateAuthority("callers", {
  type: "ROOT",
  certificateAuthorityConfiguration: {
    keyAlgorithm: "RSA_2048",
    signingAlgorithm,
    subject: { commonName: "Callers of the API", organization: "Example" },
  },
  permanentDeletionTimeInDays: 7,
});
const certificate = new aws.acmpca.Certificate("callers", {
  certificateAuthorityArn: authority.arn,
  certificateSigningRequest: authority.certificateSigningRequest,
  signingAlgorithm,
  templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1",
  validity: { type: "YEARS", value: "10" },
});
// A CA is active, and issues, when it has its certificate.
const active = new aws.acmpca.CertificateAuthorityCertificate("callers", {
  certificateAuthorityArn: authority.arn,
  certificate: certificate.certificate,
  certificateChain: certificate.certificateChain,
});

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  clientCertificateAuthorityArn: active.certificateAuthorityArn,
  clientSigningAlgorithm: signingAlgorithm,
  clientGeneration: config.requireNumber("clientGeneration"),
});

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
export const clientCertificateArn = gateway.clientCertificateArn;
