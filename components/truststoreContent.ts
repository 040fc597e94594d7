import { formatFinding, readBundle, Truststore, type Finding } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { concatPem } from "./pem";
import { checked, isPlain, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** The parts of a truststore that are checked together. */
interface TruststoreParts {
  certificates: string[];
  objectKey: string;
}

/**
 * The text of a truststore, checked by every TS rule: errors refuse it, all in one; warnings are shown and let it pass, as
 * API Gateway does.
 */
export function checkedTruststore(
  component: pulumi.ComponentResource,
  certificates: pulumi.Input<pulumi.Input<string>[]>,
  objectKey: pulumi.Input<string>,
): pulumi.Output<string> {
  const toldAlone = refuseEachAlone(component, certificates);
  const parts = checked<{
    certificates: pulumi.Input<pulumi.Input<string>[]>;
    objectKey: pulumi.Input<string>;
  }>(component, { certificates, objectKey }, (given) =>
    refusedParts(given).filter(({ rule }) => !toldAlone || !rulesOfOneCertificate.has(rule)),
  );
  return parts.apply((known) => {
    for (const { path, finding } of findingsOf(known)) {
      if (finding.severity === "warning") {
        void pulumi.log.warn(`${path}: ${formatFinding(finding)}`, component);
      }
    }
    return concatPem(known.certificates);
  });
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
function refuseEachAlone(
  component: pulumi.ComponentResource,
  certificates: pulumi.Input<pulumi.Input<string>[]>,
): boolean {
  if (!Array.isArray(certificates) || isPlain(certificates)) return false;
  const given: pulumi.Input<string>[] = certificates;
  refuseIfAny(
    component,
    given.flatMap((pem, index) => (typeof pem === "string" ? refusedAlone(pem, index) : [])),
  );
  if (!pulumi.runtime.isDryRun()) return false;
  for (const [index, pem] of given.entries()) {
    pulumi.output(pem).apply((known) => {
      refuseIfAny(component, refusedAlone(known, index));
    });
  }
  return true;
}

function refusedAlone(pem: string, index: number): RefusedInput[] {
  const findings = Truststore.read(pem).check();
  return refusals(
    `certificates[${index}]`,
    findings.filter(({ rule }) => rulesOfOneCertificate.has(rule)),
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
const rulesOfOneText: readonly string[] = ["TS001", "TS002"];

function findingsOf({ certificates, objectKey }: TruststoreParts): PlacedFinding[] {
  const bundles = certificates.map((pem) => readBundle(pem));
  const ofOneText = bundles.flatMap(({ findings }, index) =>
    findings
      .filter(({ rule }) => rulesOfOneText.includes(rule))
      .map((finding) => ({ path: `certificates[${index}]`, finding })),
  );
  const ofAll = Truststore.read(concatPem(certificates), { objectKey })
    .check()
    .filter(({ rule }) => !rulesOfOneText.includes(rule))
    .map((finding) => ({ path: placeOf(finding, bundles), finding }));
  return [...ofOneText, ...ofAll];
}

function placeOf(finding: Finding, bundles: readonly ReturnType<typeof readBundle>[]): string {
  if (finding.rule === "TS018") return "objectKey";
  const index = bundles.findIndex(({ certificates }) =>
    certificates.some(({ fingerprint }) => fingerprint === finding.fingerprint),
  );
  return index === -1 ? "certificates" : `certificates[${index}]`;
}
