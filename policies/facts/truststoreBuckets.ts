import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { textOf } from "../frame/seen";
import { bucketTokens, domainTokens } from "../frame/tokens";
import { readDomain } from "./domains/domainReading";
import { indexed, oncePerProgram } from "./oncePerProgram";
import { domainTruststores, parseS3Uri } from "./truststoreObjects";

/** The bucket of the program that the truststore of an mTLS domain lies in. */
export interface TruststoreBucket {
  bucket: PolicyResource;
  /** undefined: the program does not make the object, or more than one may be it. */
  object: PolicyResource | undefined;
  /** Nobody knows before `up` whether the domain asks for client certificates. */
  isMutualTlsUnknown: boolean;
}

/** The buckets of all mTLS domains' truststores, with the domains whose bucket a preview cannot tell. */
export interface TruststoreBuckets {
  buckets: TruststoreBucket[];
  open: PolicyResource[];
}

/**
 * Joins every mTLS domain with the bucket of its truststore; a bucket that the program does not make is left out. One
 * truststore of several domains comes up once.
 */
export function truststoreBuckets(program: Program): TruststoreBuckets {
  const truststores = new Map(domainTruststores(program).map((each) => [each.domain, each]));
  const buckets = new Map<string, TruststoreBucket>();
  const open: PolicyResource[] = [];
  for (const domain of program.ofType(domainTokens)) {
    const reading = readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path));
    if (reading.mutualTls === false) continue;
    const truststore = truststores.get(domain);
    const object = truststore?.object;
    const found =
      object === undefined
        ? bucketsNamed(
            program,
            parseS3Uri(textOf(reading.truststoreUri) ?? "")?.bucket,
            program.sources(domain, "mutualTlsAuthentication"),
          )
        : bucketsNamed(
            program,
            textOf(program.see(object, "bucket")),
            program.sources(object, "bucket"),
          );
    const [bucket, ...others] = found;
    const isAmbiguous = truststore !== undefined && object === undefined;
    if (others.length > 0 || (bucket === undefined && isAmbiguous)) open.push(domain);
    if (others.length > 0 || bucket === undefined) continue;
    const id = `${bucket.urn} ${object?.urn ?? ""}`;
    // One domain that is known to ask for client certificates is enough.
    const isMutualTlsUnknown =
      reading.mutualTls === undefined && buckets.get(id)?.isMutualTlsUnknown !== false;
    buckets.set(id, { bucket, object, isMutualTlsUnknown });
  }
  return { buckets: [...buckets.values()], open };
}

/** The buckets that a name can be: that of this name, else those that it is built from and whose names are not known. */
function bucketsNamed(
  program: Program,
  name: string | undefined,
  sources: readonly PolicyResource[],
): PolicyResource[] {
  const built = sources.filter(({ type }) => bucketTokens.includes(type));
  if (name === undefined) return built;
  const named = bucketsByName(program).get(name);
  return named ?? built.filter((each) => bucketName(program, each) === undefined);
}

/** The buckets whose names are known; looked up for every resource that configures a bucket. */
const bucketsByName = oncePerProgram((program) =>
  indexed(program.ofType(bucketTokens), (bucket) => {
    const name = bucketName(program, bucket);
    return name === undefined ? [] : [name];
  }),
);

/** The name that a bucket has on AWS, where it is known. */
export function bucketName(program: Program, bucket: PolicyResource): string | undefined {
  return textOf(program.see(bucket, "bucket"));
}

/** Resources of some types that configure a bucket. */
export interface BucketSettings {
  /** Those that name the bucket. */
  own: PolicyResource[];
  /** One more may do so: it is built from several buckets, or names one that may be this one, whose name is not known. */
  isOpen: boolean;
}

/** What resources of these types say of a bucket by their property `bucket`. */
export function bucketSettings(
  program: Program,
  bucket: PolicyResource,
  types: readonly string[],
): BucketSettings {
  const settings: BucketSettings = { own: [], isOpen: false };
  const isUnnamed = bucketName(program, bucket) === undefined;
  for (const resource of program.ofType(types)) {
    const name = textOf(program.see(resource, "bucket"));
    const named = bucketsNamed(program, name, program.sources(resource, "bucket"));
    if (named.length === 0) settings.isOpen ||= isUnnamed && name !== undefined;
    if (!named.includes(bucket)) continue;
    if (named.length === 1) settings.own.push(resource);
    else settings.isOpen = true;
  }
  return settings;
}
