import * as pulumi from "@pulumi/pulumi";
import {
  ClientKeyAlgorithm,
  IpAddressType,
  KeyAlgorithm,
  MutualTlsGateway,
  PriceClass,
} from "mtls-gateway";

const config = new pulumi.Config();
const known = new Set<string>();
const problems: string[] = [];

/** Every problem is one line: the key, what was given, what is expected, and the command that mends it. */
function refuse(key: string, given: string, expected: string, example: string): void {
  problems.push(
    `${config.name}:${key} ${given}: expected ${expected}. Run: pulumi config set ${key} ${example}`,
  );
}

/** The value of a key; `empty` when it is empty, which is how Pulumi.yaml says that a key has no default. */
function text(key: string, empty?: string): string | undefined {
  known.add(key);
  const value = config.get(key)?.trim();
  return value === "" ? empty : value;
}

/** The parts of a value that are set apart by commas. */
function list(key: string): string[] {
  return (text(key)?.split(",") ?? []).map((part) => part.trim());
}

function choice<T extends string>(
  key: string,
  choices: Readonly<Record<string, T>>,
): T | undefined {
  const value = text(key);
  const allowed = Object.values(choices);
  const chosen = allowed.find((each) => each === value);
  if (value === undefined || chosen !== undefined) return chosen;
  refuse(key, `is "${value}"`, `one of ${allowed.join(", ")}`, allowed[0] ?? "");
  return undefined;
}

function count(key: string, least: number, example: number): number | undefined {
  const value = text(key);
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value);
  refuse(key, `is "${value}"`, `a whole number from ${least} on`, String(example));
  return undefined;
}

const flag = (key: string) => choice(key, { yes: "true", no: "false" }) === "true";

const domainName = text("domainName");
if (domainName === undefined) {
  refuse("domainName", "is missing", "the API's custom domain name", "api.example.com");
}
const zoneId = text("zoneId");
const zoneName = text("zoneName");
if (zoneId === undefined && zoneName === undefined) {
  refuse("zoneName", "is missing, and zoneId too", "a public Route 53 zone", "example.com");
} else if (zoneId !== undefined && zoneName !== undefined) {
  refuse("zoneName", `is "${zoneName}", and zoneId "${zoneId}"`, "one of them", '""');
}
/** `monitoring=Health checks` lets one more caller in, for that reason. */
const callers = list("additionalCallers").map((caller) => {
  const [name = "", ...reason] = caller.split("=");
  return [name.trim(), { reason: reason.join("=").trim() }] as const;
});
if (new Set(callers.map(([name]) => name)).size < callers.length)
  refuse("additionalCallers", "names a caller twice", "each once", '"monitoring=Health checks"');
/** Refused where no issuing CA is made, and set by default in Pulumi.yaml. */
const ofIssuingCa = {
  issuingCa: true,
  issuingCaCommonName: text("issuingCaCommonName"),
  issuingCaKeyAlgorithm: choice("issuingCaKeyAlgorithm", KeyAlgorithm),
  issuingCaValidityDays: count("issuingCaValidityDays", 1, 1825),
};
const alsoTrusted = text("additionalTrustedCertificates");
const args = {
  domainName: domainName ?? "",
  zoneId,
  zoneName,
  serverCertificateArn: text("serverCertificateArn"),
  organization: text("organization", ""),
  province: text("province", ""),
  country: text("country", ""),
  caCommonName: text("caCommonName"),
  caKeyAlgorithm: choice("caKeyAlgorithm", KeyAlgorithm),
  caValidityDays: count("caValidityDays", 1, 3650),
  caGeneration: count("caGeneration", 1, 1),
  trustedCaGenerations: list("trustedCaGenerations").map(Number),
  ...(flag("issuingCa") ? ofIssuingCa : {}),
  clientCommonName: text("clientCommonName"),
  clientKeyAlgorithm: choice("clientKeyAlgorithm", ClientKeyAlgorithm),
  clientValidityDays: count("clientValidityDays", 1, 365),
  clientEarlyRenewalDays: count("clientEarlyRenewalDays", 0, 30),
  additionalTrustedCertificates: alsoTrusted === undefined ? undefined : [alsoTrusted],
  additionalCallers: Object.fromEntries(callers),
  truststoreKeptVersions: count("truststoreKeptVersions", 1, 10),
  truststoreRollbackToVersion: text("truststoreRollbackToVersion"),
  stageName: text("stageName"),
  basePath: text("basePath"),
  ipAddressType: choice("ipAddressType", IpAddressType),
  accessLog: flag("accessLog"),
  cloudWatchRole: flag("cloudWatchRole"),
  aliases: list("aliases"),
  viewerCertificateArn: text("viewerCertificateArn"),
  webAclArn: text("webAclArn"),
  priceClass: choice("priceClass", PriceClass),
};
if (flag("alarms")) {
  refuse("alarms", 'is "true"', '"false", for alarms on expiry are not built yet', "false");
}
for (const key of Object.keys(pulumi.runtime.allConfig())) {
  const [namespace, name = ""] = key.split(":");
  if (namespace === config.name && !known.has(name)) {
    problems.push(`${key} is not a key of this program. Run: pulumi config rm ${name}`);
  }
}
if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));

const gateway = new MutualTlsGateway("gateway", args);

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
export const executeApiUrl = gateway.executeApiUrl;
export const truststoreUri = gateway.truststoreUri;
export const truststoreVersion = gateway.truststoreVersion;
export const serverCertificateArn = gateway.serverCertificateArn;
export const clientCertificateArn = gateway.clientCertificateArn;
export const caCertificatePem = gateway.caCertificatePem;
export const clientCertificatePem = gateway.clientCertificatePem;
export const clientCertificateChainPem = gateway.clientCertificateChainPem;
export const clientPrivateKeyPem = gateway.clientPrivateKeyPem;
export const callerCertificatesPem = gateway.callerCertificatesPem;
export const callerPrivateKeysPem = gateway.callerPrivateKeysPem;
