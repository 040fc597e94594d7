import { actor } from "../components/support/actors";
import { liveThrough, readExample, type Lifecycle } from "./support/lifecycle";

/** Each TypeScript example by its folder, with a change that its users make one day. */
const examples: Record<string, () => Promise<Lifecycle>> = {
  typescript: () =>
    Promise.resolve({
      files: readExample("typescript"),
      changes: [
        {
          config: { caGeneration: "2" },
          does: [
            "create tls:index:PrivateKey gateway-root-ca-g2-key-g2",
            "delete tls:index:PrivateKey gateway-root-ca-key",
            "replace tls:index:LocallySignedCert gateway-client-certificate",
            "replace tls:index:SelfSignedCert gateway-root-ca-g2-certificate",
            "update aws:acm:Certificate gateway-edge-certificate-certificate",
            "update aws:apigateway:DomainName gateway-domain-domain",
            "update aws:s3:BucketObjectv2 gateway-truststore-object",
          ],
        },
      ],
    }),

  "byo-ca": async () => {
    const root = await actor("Root of ours");
    const first = await actor("CloudFront", { issuer: root, leaf: true });
    const renewed = await actor("CloudFront", { issuer: root, leaf: true });
    return {
      files: {
        ...readExample("byo-ca"),
        "certificates/ca.pem": root.certificatePem,
        "certificates/client.pem": first.certificatePem,
      },
      secret: { clientPrivateKeyPem: first.privateKeyPem },
      changes: [
        {
          files: { "certificates/client.pem": renewed.certificatePem },
          secret: { clientPrivateKeyPem: renewed.privateKeyPem },
          does: ["update aws:acm:Certificate gateway-edge-certificate-certificate-ecdsa-p256"],
        },
      ],
    };
  },

  "private-ca": () =>
    Promise.resolve({
      files: readExample("private-ca"),
      changes: [
        {
          config: { clientGeneration: "2" },
          does: [
            "create tls:index:PrivateKey gateway-client-key-g2",
            "delete tls:index:PrivateKey gateway-client-key",
            "replace aws:acmpca:Certificate gateway-client-certificate",
            "replace tls:index:CertRequest gateway-client-request",
            "update aws:acm:Certificate gateway-edge-certificate-certificate",
          ],
        },
      ],
    }),

  "http-api": () =>
    Promise.resolve({
      files: readExample("http-api"),
      changes: [
        {
          config: { requestsPerSecond: "200" },
          does: ["update aws:apigatewayv2:Stage pets-stage"],
        },
      ],
    }),

  "existing-distribution": () =>
    Promise.resolve({
      files: readExample("existing-distribution"),
      changes: [
        {
          config: { comment: "still ours" },
          does: ["update aws:cloudfront:Distribution ours"],
        },
      ],
    }),

  "two-regions": () =>
    Promise.resolve({
      files: readExample("two-regions"),
      changes: [
        {
          config: { clientGeneration: "2" },
          does: [
            "create tls:index:PrivateKey gateway-client-key-g2",
            "delete tls:index:PrivateKey gateway-client-key",
            "replace tls:index:CertRequest gateway-client-request",
            "replace tls:index:LocallySignedCert gateway-client-certificate",
            "update aws:acm:Certificate gateway-edge-certificate-certificate",
          ],
        },
      ],
    }),
};

describe("the examples in TypeScript under the real engine", () => {
  for (const [name, life] of Object.entries(examples)) {
    it(`${name} comes up, changes and goes away`, async () => {
      await liveThrough(await life());
    });
  }
});
