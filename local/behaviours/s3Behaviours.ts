import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const api = "https://docs.aws.amazon.com/AmazonS3/latest/API";
const buckets = "tests/local/aws/s3.test.ts";
const versions = "tests/local/aws/s3Versions.test.ts";
const markers = "tests/local/aws/s3DeleteMarkers.test.ts";
const policies = "tests/local/aws/bucketPolicy.test.ts";

export const s3Behaviours: readonly Behaviour[] = [
  {
    what: "Every put of changed content is a version of its own in a versioned bucket; a change of tags is none",
    page: `${guide}/Versioning.html`,
    standing: "documented",
    test: `${buckets}: gives every put of changed content a version of its own in a versioned bucket`,
  },
  {
    what: "A bucket that was versioned once is suspended at most: it never goes back to unversioned",
    page: `${guide}/Versioning.html`,
    standing: "documented",
    test: `${buckets}: suspends versioning when the resource goes, and never goes back to unversioned`,
  },
  {
    what: "While versioning is suspended a put takes the place of the null version, and of no other",
    page: `${guide}/AddingObjectstoVersionSuspendedBuckets.html`,
    standing: "documented",
    test: `${markers}: are one null version at a time while versioning is suspended, beside every version from before`,
  },
  {
    what: "Deleting an object without naming a version hides it behind a delete marker; its versions stay readable",
    page: `${guide}/DeleteMarker.html`,
    standing: "documented",
    test: `${markers}: hide an object whose version the program does not know, and leave its versions readable`,
  },
  {
    what: "While versioning is suspended the delete marker takes the place of the null version",
    page: `${guide}/DeletingObjectsfromVersioningSuspendedBuckets.html`,
    standing: "documented",
    test: `${markers}: take the place of the null version while versioning is suspended`,
  },
  {
    what: "A bucket with versions or delete markers left in it is not deleted, unless forceDestroy deletes them all",
    page: `${api}/API_DeleteBucket.html`,
    standing: "documented",
    test: `${markers}: keep a bucket from being deleted, unless it is told to delete all that is in it`,
  },
  {
    what: "The provider deletes every version of an object whose version it knows",
    page: "",
    standing: "observed",
    test: `${buckets}: deletes every version of an object, and a bucket only when nothing is left in it`,
  },
  {
    what: "A bucket's name keeps S3's rules: its form, no IP address, none of the prefixes and suffixes that S3 keeps for itself",
    page: `${guide}/bucketnamingrules.html`,
    standing: "documented",
    test: `${buckets}: refuses names that S3 does not take, each with its reason`,
  },
  {
    what: "A bucket is addressed in its own Region",
    page: `${api}/ErrorResponses.html`,
    standing: "documented",
    test: `${buckets}: refuses buckets and Regions that are wrong`,
  },
  {
    what: "A policy with an effect, a version or an action that S3 does not know, or without a part, is malformed",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    standing: "documented",
    test: `${policies}: is refused as malformed with an effect, a version or an action that S3 does not know, or with a part left out`,
  },
  {
    what: "A policy speaks of its own bucket alone; where public policies are blocked a public one is refused",
    page: `${guide}/access-control-block-public-access.html`,
    standing: "documented",
    test: `${buckets}: refuses a policy for another bucket, and a public one where that is blocked`,
  },
  {
    what: "A policy is public when it allows everybody something, unless a condition fixes a source, an account or a key",
    page: `${guide}/access-control-block-public-access.html#access-control-block-public-access-policy-status`,
    standing: "documented",
    test: `${policies}: is public when it allows everybody anything, unless a condition fixes who that is`,
  },
  {
    what: "Old versions expire by lifecycle rules; how many newer ones are kept counts beside their age",
    page: `${guide}/intro-lifecycle-rules.html`,
    standing: "documented",
    test: `${versions}: expire when they are old and enough newer ones are kept beside the current one`,
  },
  {
    what: "Lifecycle rules that S3 does not take are refused",
    page: `${guide}/intro-lifecycle-rules.html`,
    standing: "documented",
    test: `${versions}: have rules that S3 takes, and none that is not emulated`,
  },
];
