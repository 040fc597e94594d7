import { formatFinding, readBundle, Truststore, type Finding } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { concatPem } from "./pem";
import { checked, isPlain, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** Where the certificates of a truststore come from; each PEM is known by the input that it comes by. */
export interface TruststoreSources {
  certificates: pulumi.Input<pulumi.Input<string>[]>;
  /** The certificates of the AWS Private CAs, in the order of their ARNs. */
  certificateAuthorityArns: pulumi.Output<string>[];
}

/** The parts of a truststore that are checked together. */
interface TruststoreParts {
  certificates: string[];
  certificateAuthorityArns: string[];
  objectKey: string;
}

/**
 * The text of a truststore, checked by every TS rule: errors refuse it, all in one; warnings are shown and let it pass, as
 * API Gateway does.
 */
export function checkedTruststore(
  component: pulumi.ComponentResource,
  sources: TruststoreSources,
  objectKey: pulumi.Input<string>,
): pulumi.Output<string> {
  const toldAlone = refuseEachAlone(component, sources);
  const parts = checked<{
    certificates: pulumi.Input<pulumi.Input<string>[]>;
    certificateAuthorityArns: pulumi.Output<string>[];
    objectKey: pulumi.Input<string>;
  }>(component, { ...sources, objectKey }, (known) =>
    refusedParts(known).filter(({ rule }) => !toldAlone || !rulesOfOneCertificate.has(rule)),
  );
  return parts.apply((known) => {
    for (const { path, finding } of findingsOf(known)) {
      if (finding.severity === "warning") {
        void pulumi.log.warn(`${path}: ${formatFinding(finding)}`, component);
      }
    }
    return concatPem(placed(known).map(({ pem }) => pem));
  });
}

/** Everything that is wrong with the text of a truststore that stands in a bucket already. */
export function findingsOfText(pem: string): Finding[] {
  const { findings } = readBundle(pem);
  const ofOneText = findings.filter(({ rule }) => rulesOfOneText.has(rule));
  const ofAll = Truststore.read(pem)
    .check()
    .filter(({ rule }) => !rulesOfOneText.has(rule));
  return [...ofOneText, ...ofAll];
}

/** Rules that a certificate breaks whatever else the truststore holds. */
const rulesOfOneCertificate: ReadonlySet<string> = new Set([
  "TS001",
  "TS002",
  "TS007",
  "TS008",
  "TS013",
  "TS017",
]);

/**
 * Refuses those certificates that are known, by what can be said of each alone, when others are not known yet: the paths
 * have to wait for these, a broken certificate does not.
 *
 * @returns whether each certificate is told of here, in which case it need not be told of again with the paths
 */
function refuseEachAlone(component: pulumi.ComponentResource, sources: TruststoreSources): boolean {
  const { certificates } = sources;
  if (!Array.isArray(certificates) || isPlain(sources)) return false;
  const inputs = placed({ ...sources, certificates: certificates });
  refuseIfAny(
    component,
    inputs.flatMap(({ path, pem }) => (typeof pem === "string" ? refusedAlone(path, pem) : [])),
  );
  if (!pulumi.runtime.isDryRun()) return false;
  for (const { path, pem } of inputs) {
    pulumi.output(pem).apply((known) => {
      refuseIfAny(component, refusedAlone(path, known));
    });
  }
  return true;
}

function refusedAlone(path: string, pem: string): RefusedInput[] {
  const findings = Truststore.read(pem).check();
  return refusals(
    path,
    findings.filter(({ rule }) => rulesOfOneCertificate.has(rule)),
  );
}

/** Each PEM with the path of the input that it comes by. */
function placed<T>(sources: {
  certificates: T[];
  certificateAuthorityArns: T[];
}): { path: string; pem: T }[] {
  return (["certificates", "certificateAuthorityArns"] as const).flatMap((input) =>
    sources[input].map((pem, index) => ({ path: `${input}[${index}]`, pem })),
  );
}

interface PlacedFinding {
  /** Path of the input that the finding is about. */
  path: string;
  finding: Finding;
}

function refusedParts(parts: TruststoreParts): (RefusedInput & { rule: string })[] {
  return findingsOf(parts).flatMap(({ path, finding }) =>
    refusals(path, [finding]).map((refused) => ({ ...refused, rule: finding.rule })),
  );
}

/** Rules about one text: asked of each input by itself, so that the answer can name the input. */
const rulesOfOneText: ReadonlySet<string> = new Set(["TS001", "TS002"]);

function findingsOf(parts: TruststoreParts): PlacedFinding[] {
  const bundles = placed(parts).map(({ path, pem }) => ({ path, pem, ...readBundle(pem) }));
  const ofOneText = bundles.flatMap(({ path, findings }) =>
    findings.filter(({ rule }) => rulesOfOneText.has(rule)).map((finding) => ({ path, finding })),
  );
  const { objectKey } = parts;
  const ofAll = Truststore.read(concatPem(bundles.map(({ pem }) => pem)), { objectKey })
    .check()
    .filter(({ rule }) => !rulesOfOneText.has(rule))
    .map((finding) => ({ path: placeOf(finding, bundles), finding }));
  return [...ofOneText, ...ofAll];
}

function placeOf(
  finding: Finding,
  bundles: readonly ({ path: string } & ReturnType<typeof readBundle>)[],
): string {
  if (finding.rule === "TS018") return "objectKey";
  const bundle = bundles.find(({ certificates }) =>
    certificates.some(({ fingerprint }) => fingerprint === finding.fingerprint),
  );
  return bundle?.path ?? "certificates";
}
