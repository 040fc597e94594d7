import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { textOf } from "../frame/seen";
import { bucketTokens, domainTokens, objectTokens } from "../frame/tokens";
import { readDomain } from "./domains/domainReading";
import { oncePerProgram } from "./oncePerProgram";

/** The truststore of one mTLS domain, as far as the program shows it. */
export interface DomainTruststore {
  domain: PolicyResource;
  /** undefined: more than one object of the program may be the one that the domain points to. */
  object: PolicyResource | undefined;
  /** Nobody knows before `up` whether the domain asks for client certificates. */
  isMutualTlsUnknown: boolean;
}

/** Where a truststore lies. */
export interface S3Location {
  bucket: string;
  key: string;
}

/** Reads `s3://bucket/key`; undefined for anything else. */
export function parseS3Uri(uri: string): S3Location | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key: sameKey(key) };
}

/** The provider drops leading slashes of a key and takes several in a row as one. */
export function sameKey(key: string): string {
  return key.replace(/^\/+/, "").replace(/\/{2,}/g, "/");
}

/** The truststore object of every mTLS domain, where the program makes it; an object from elsewhere is left out. */
export const domainTruststores = oncePerProgram((program): readonly DomainTruststore[] =>
  program.ofType(domainTokens).flatMap((domain) => {
    const reading = readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path));
    if (reading.mutualTls === false) return [];
    const uri = textOf(reading.truststoreUri);
    const location = uri === undefined ? undefined : parseS3Uri(uri);
    // A URI that is known and is no S3 URI points to no object of the program.
    if (uri !== undefined && location === undefined) return [];
    const objects =
      location === undefined
        ? byDependency(program, domain)
        : byLocation(program, domain, location);
    if (objects.length === 0) return [];
    const object = objects.length === 1 ? objects[0] : undefined;
    return [{ domain, object, isMutualTlsUnknown: reading.mutualTls === undefined }];
  }),
);

/** The URI is not known: the objects it is built from, else the one `.pem` object of the bucket it is built from. */
function byDependency(program: Program, domain: PolicyResource): PolicyResource[] {
  const sources = program.sources(domain, "mutualTlsAuthentication");
  const direct = sources.filter((source) => objectTokens.includes(source.type));
  if (direct.length > 0) return direct;
  return program.ofType(objectTokens).filter((object) => {
    const key = textOf(program.see(object, "key"));
    return key?.endsWith(".pem") === true && isInOneOf(program, object, sources);
  });
}

/** The URI is known: the object of that key in that bucket, where the bucket's name may be known later than the URI. */
function byLocation(
  program: Program,
  domain: PolicyResource,
  location: S3Location,
): PolicyResource[] {
  const sources = program.sources(domain, "mutualTlsAuthentication");
  return program.ofType(objectTokens).filter((object) => {
    const key = textOf(program.see(object, "key"));
    if (key !== undefined && sameKey(key) !== location.key) return false;
    const bucket = textOf(program.see(object, "bucket"));
    if (bucket !== undefined && key !== undefined) return bucket === location.bucket;
    if (bucket !== undefined && bucket !== location.bucket) return false;
    return (
      sources.includes(object) ||
      isInOneOf(program, object, sources) ||
      isInBucketNamed(program, object, location.bucket)
    );
  });
}

function bucketsOf(program: Program, object: PolicyResource): PolicyResource[] {
  return program.sources(object, "bucket").filter((source) => bucketTokens.includes(source.type));
}

function isInOneOf(
  program: Program,
  object: PolicyResource,
  buckets: readonly PolicyResource[],
): boolean {
  return bucketsOf(program, object).some((bucket) => buckets.includes(bucket));
}

function isInBucketNamed(program: Program, object: PolicyResource, name: string): boolean {
  return bucketsOf(program, object).some(
    (bucket) => textOf(program.see(bucket, "bucket")) === name,
  );
}
