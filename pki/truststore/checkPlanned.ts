import type { RuleId } from "../catalogue";
import { finding, type Finding } from "../finding";
import { keyNameOf, type KeyKind } from "../x509/algorithms";
import { checkCa, type CaFacts, type Place } from "./checkCa";
import { checkDuplicates, type SubjectFacts } from "./checkDuplicates";
import { brokenPathLength, pathLengthMessage } from "./checkPaths";
import { maxCasInPath, pathTooLong } from "./pathTooLong";
import {
  plannedPaths,
  plannedSubjectKey,
  type PlannedCertificate,
  type PlannedPath,
  type PlannedTruststore,
} from "./plannedCertificate";

/** What is known of a truststore before its certificates exist. */
export interface PlannedVerdict {
  /** What will be wrong, in the words of {@link Truststore.check}. */
  findings: Finding[];
  /** Rules that nobody can answer yet; every other TS rule is answered by the findings, or by their absence. */
  open: ReadonlySet<RuleId>;
}

/** Rules on the whole file that @pulumi/tls keeps by how it makes certificates, when nothing else is in the file. */
const keptByMaking: readonly RuleId[] = ["TS001", "TS002", "TS003", "TS007", "TS017"];

/** Rules on size. A hundred certificates are far below every limit. */
const keptWhenSmall: readonly RuleId[] = ["TS015", "TS020"];
const small = 100;

/** Rules on one certificate that its facts answer, in {@link checkCa}. */
const onCertificates: readonly RuleId[] = [
  "TS008",
  "TS009",
  "TS010",
  "TS013",
  "TS016",
  "TS019",
  "TS021",
];
const onPaths: readonly RuleId[] = ["TS004", "TS005", "TS006", "TS014"];
const onDuplicates: readonly RuleId[] = ["TS011", "TS012"];

/**
 * Every TS rule but TS018, on a truststore whose certificates do not exist yet. A finding is certain: what is not
 * known trips nothing. A rule that is neither broken nor open is proved to be kept.
 */
export function checkPlanned(
  truststore: PlannedTruststore,
  options: { at: Date; expiresWithinDays: number },
): PlannedVerdict {
  const { certificates, isWhole } = truststore;
  const findings: Finding[] = [];
  const open = new Set<RuleId>();
  const say = (answer: PlannedVerdict): void => {
    findings.push(...answer.findings);
    for (const rule of answer.open) open.add(rule);
  };
  for (const certificate of certificates) say(checkOne(certificate, certificates, options));
  const duplicates = checkPlannedDuplicates(certificates);
  say(duplicates);
  for (const path of plannedPaths(truststore)) {
    // Another certificate of the same CA may be on a better path.
    say(checkPath(path, duplicates.findings.length === 0));
  }
  // Who issued a certificate that is no CA, and whether it verifies, is not followed.
  if (certificates.some(({ isCa }) => isCa !== true)) open.add("TS006");
  if (certificates.some(({ isCa }) => isCa === undefined))
    for (const rule of onPaths) open.add(rule);
  if (certificates.length > small) for (const rule of keptWhenSmall) open.add(rule);
  if (!isWhole) {
    const all = [...keptByMaking, ...keptWhenSmall, ...onCertificates, ...onPaths, ...onDuplicates];
    for (const rule of all) open.add(rule);
  }
  return { findings, open };
}

/** TS008 to TS010, TS013, TS016, TS019 and TS021. */
function checkOne(
  certificate: PlannedCertificate,
  all: readonly PlannedCertificate[],
  options: { at: Date; expiresWithinDays: number },
): PlannedVerdict {
  const { isCa, key, keyUsage, extendedKeyUsage, notAfter, hasNameConstraints } = certificate;
  const place = placeOf(certificate, all);
  const open = new Set<RuleId>();
  const leaveOpen = (isOpen: boolean, ...rules: RuleId[]): void => {
    if (isOpen) for (const rule of rules) open.add(rule);
  };
  leaveOpen(key?.kind === undefined, "TS008");
  leaveOpen(notAfter === undefined, "TS009", "TS010");
  leaveOpen(isCa === undefined, "TS013", "TS016", "TS021");
  leaveOpen(isCa === true && keyUsage === undefined, "TS013", "TS021");
  leaveOpen(isCa === true && extendedKeyUsage === undefined, "TS021");
  // Not a CA, but whether TS013 or TS016 says so hangs on what is not known.
  leaveOpen(isCa === false && place === undefined, "TS013", "TS016");
  leaveOpen(hasNameConstraints === undefined, "TS019");
  const found = checkCa(
    factsOf(certificate, options.at),
    place ?? { issuesOthers: false, selfSigned: certificate.selfSigned },
    options,
  );
  return { findings: found.filter(({ rule }) => !open.has(rule)), open };
}

/** undefined: not known. */
function placeOf(
  certificate: PlannedCertificate,
  all: readonly PlannedCertificate[],
): Place | undefined {
  const { selfSigned, extendedKeyUsage } = certificate;
  const others = all.filter((other) => other !== certificate && !other.selfSigned);
  if (others.some(({ issuer }) => issuer === certificate))
    return { issuesOthers: true, selfSigned };
  if (others.some(({ issuer }) => issuer === undefined)) return undefined;
  return selfSigned && extendedKeyUsage === undefined
    ? undefined
    : { issuesOthers: false, selfSigned };
}

const strongKey: KeyKind = { algorithm: "EC", size: 256, curve: "P-256" };
const endOfTime = new Date("9999-12-31T23:59:59Z");

/** What is not known is filled in so that it trips nothing. */
function factsOf(planned: PlannedCertificate, at: Date): CaFacts {
  const { name, key, keyUsage, extendedKeyUsage, notAfter = endOfTime, isCa = true } = planned;
  const kind = key?.kind ?? strongKey;
  return {
    name,
    fingerprint: "",
    version: 3,
    notBefore: at,
    notAfter,
    isValidAt: (time) => time <= notAfter,
    key: kind,
    keyName: keyNameOf(kind),
    signatureHash: "SHA-256",
    isCa,
    mayIssue: isCa && (keyUsage?.includes("keyCertSign") ?? true),
    extendedKeyUsage: extendedKeyUsage ?? undefined,
    flaws: [],
    limits: planned.hasNameConstraints === true ? ["nameConstraints"] : [],
  };
}

/** TS011 and TS012. */
function checkPlannedDuplicates(certificates: readonly PlannedCertificate[]): PlannedVerdict {
  const open = new Set<RuleId>();
  const bySubject = new Map<string, PlannedCertificate[]>();
  for (const certificate of certificates) {
    if (certificate.subject === undefined) {
      for (const rule of onDuplicates) open.add(rule);
      continue;
    }
    const subject = plannedSubjectKey(certificate.subject);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), certificate]);
  }
  const findings = [...bySubject.values()].flatMap((same) => {
    if (same.length === 1) return [];
    const known = same.map(subjectFacts).filter((facts) => facts !== undefined);
    if (known.length < same.length) for (const rule of onDuplicates) open.add(rule);
    return checkDuplicates(known);
  });
  return { findings, open };
}

/** undefined: key or issuer is not known. */
function subjectFacts(certificate: PlannedCertificate): SubjectFacts | undefined {
  const { name, subject, selfSigned, key } = certificate;
  const issuer = selfSigned ? subject : certificate.issuer?.subject;
  if (subject === undefined || issuer === undefined || key === undefined) return undefined;
  return {
    name,
    fingerprint: "",
    subjectKey: plannedSubjectKey(subject),
    issuerKey: plannedSubjectKey(issuer),
    spkiKey: key.id,
  };
}

/** TS004, TS005, TS006 and TS014. That a root is missing is never certain: it may come along in an issuer's text. */
function checkPath({ certificates, reachesRoot }: PlannedPath, isOnlyOne: boolean): PlannedVerdict {
  const open = new Set<RuleId>(reachesRoot ? [] : onPaths);
  const tooLong = pathTooLong(certificates.map(({ name }) => name));
  if (tooLong !== undefined) return { findings: [tooLong], open };
  const broken = brokenPathLength(certificates.map(lengthFacts));
  const [issuing] = certificates;
  const isKnown = certificates.every(
    ({ pathLength, subject }) => pathLength !== undefined && subject !== undefined,
  );
  if (broken === undefined || issuing === undefined) {
    // With one CA in the path there is nothing for a constraint to forbid.
    if (!isKnown && certificates.length > 1) open.add("TS014");
    return { findings: [], open };
  }
  const isCertain =
    isOnlyOne && reachesRoot && certificates.every(({ subject }) => subject !== undefined);
  if (!isCertain || certificates.length > maxCasInPath) {
    open.add("TS014");
    return { findings: [], open };
  }
  const message = pathLengthMessage(issuing, broken);
  return { findings: [finding("TS014", { subject: issuing.name, message })], open };
}

function lengthFacts({ name, subject, selfSigned, issuer, pathLength }: PlannedCertificate): {
  name: string;
  pathLength: number | undefined;
  selfIssued: boolean;
} {
  const isSame =
    subject !== undefined &&
    issuer?.subject !== undefined &&
    plannedSubjectKey(subject) === plannedSubjectKey(issuer.subject);
  return { name, pathLength: pathLength ?? undefined, selfIssued: selfSigned || isSame };
}
