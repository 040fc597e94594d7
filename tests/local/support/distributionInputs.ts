import type { Plain } from "./providerClient";

/** An origin that CloudFront asks over TLS 1.2 alone; `config` goes into its `customOriginConfig`. */
export const originInputs = (domainName: string, config: Plain = {}, originId = "api"): Plain => ({
  originId,
  domainName,
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
    ...config,
  },
});

/** The inputs of a distribution in front of these origins, the first of which is called `api`. */
export const distributionInputs = (origins: Plain[], more: Plain = {}): Plain => ({
  enabled: true,
  origins,
  defaultCacheBehavior: {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
  ...more,
});
