import { changed, compliantProgram } from "./compliantProgram";
import { judge, unknown, type Fixture, type FixtureProgram, type Run } from "./fixtureProgram";

/** CloudFront's own policies: CachingDisabled, and AllViewerExceptHostHeader. */
export const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
export const allViewerExceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** A cache behaviour that keeps every rule. */
export const behavior = {
  targetOriginId: "api",
  viewerProtocolPolicy: "redirect-to-https",
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHost,
};

/** Resources of @pulumi/tls that make a root CA and, below it, the client certificate that CloudFront presents. */
function clientResources(): FixtureProgram {
  return {
    rootKey: {
      type: "tls:index/privateKey:PrivateKey",
      inputs: { algorithm: "ECDSA", ecdsaCurve: "P256" },
      outputs: { privateKeyPem: unknown },
    },
    root: {
      type: "tls:index/selfSignedCert:SelfSignedCert",
      inputs: {
        isCaCertificate: true,
        privateKeyPem: unknown,
        subject: { commonName: "Edge root" },
        allowedUses: ["cert_signing", "crl_signing"],
        validityPeriodHours: 87600,
      },
      outputs: { certPem: unknown },
      from: { privateKeyPem: ["rootKey"] },
    },
    leafKey: {
      type: "tls:index/privateKey:PrivateKey",
      inputs: { algorithm: "RSA" },
      outputs: { privateKeyPem: unknown },
    },
    leafRequest: {
      type: "tls:index/certRequest:CertRequest",
      inputs: { privateKeyPem: unknown, subject: { commonName: "edge" } },
      outputs: { certRequestPem: unknown },
      from: { privateKeyPem: ["leafKey"] },
    },
    leaf: {
      type: "tls:index/locallySignedCert:LocallySignedCert",
      inputs: {
        allowedUses: ["digital_signature", "client_auth"],
        validityPeriodHours: 8760,
        certRequestPem: unknown,
        caPrivateKeyPem: unknown,
        caCertPem: unknown,
      },
      outputs: { certPem: unknown },
      from: {
        certRequestPem: ["leafRequest"],
        caPrivateKeyPem: ["rootKey"],
        caCertPem: ["root"],
      },
    },
    edge: {
      type: "aws:acm/certificate:Certificate",
      inputs: {
        certificateBody: unknown,
        certificateChain: unknown,
        privateKey: unknown,
        region: "us-east-1",
      },
      outputs: { arn: unknown },
      from: { certificateBody: ["leaf"], certificateChain: ["root"], privateKey: ["leafKey"] },
    },
  };
}

/**
 * A preview of a program that breaks no CC and no CF rule, and leaves none open: the client certificate that
 * CloudFront shows to `domain` is made by the program and imported as `edge`. Not one certificate exists yet.
 */
export function edgeProgram(): FixtureProgram {
  const compliant = compliantProgram("");
  const clientCertificateArn = unknown;
  const config = {
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
    originMtlsConfig: { clientCertificateArn },
  };
  const origins = [{ originId: "api", domainName: "api.example.com", customOriginConfig: config }];
  return {
    ...clientResources(),
    ...changed(
      changed(
        compliant,
        "truststore",
        { content: unknown },
        { from: { bucket: ["bucket"], content: ["root"] } },
      ),
      "distribution",
      { origins, defaultCacheBehavior: behavior },
      { from: { origins: ["domain", "edge"] } },
    ),
  };
}

/** {@link changed}, where the dependencies of single properties change too. */
export function rebuilt(
  program: FixtureProgram,
  name: string,
  inputs: Record<string, unknown>,
  from: Record<string, string[]> = {},
): FixtureProgram {
  const before: Fixture | undefined = program[name];
  return changed(program, name, inputs, { from: { ...before?.from, ...from } });
}

/**
 * What the CC and CF policies say, as `policy resource level`, and what they leave open, as `open rule resource`;
 * sorted. Other families of rules are not asked.
 */
export async function edgeVerdicts(program: FixtureProgram, run: Run = {}): Promise<string[]> {
  const said = await judge(program, run);
  const spoken = said
    .filter(({ policy }) => /^C[CF]\d/.test(policy))
    .map(({ policy, resource, level }) => `${policy} ${resource} ${level}`);
  const open = said
    .filter(({ policy }) => policy === "decided-at-up")
    .flatMap(({ message }) => [...message.matchAll(/([\w-]+) \(([^)]*)\)/g)])
    .flatMap(([, resource, rules = ""]) =>
      rules
        .split(", ")
        .flatMap(eachOfRange)
        .filter((rule) => /^C[CF]\d/.test(rule))
        .map((rule) => `open ${rule} ${resource ?? ""}`),
    );
  return [...spoken, ...open].sort();
}

/** "CC006 to CC009" is four rules; anything else is one. */
function eachOfRange(rules: string): string[] {
  const [, family = "", first, last] = /^([A-Z]+)(\d+) to [A-Z]+(\d+)$/.exec(rules) ?? [];
  if (first === undefined) return [rules];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => {
    const number = String(Number(first) + index);
    return `${family}${number.padStart(first.length, "0")}`;
  });
}
