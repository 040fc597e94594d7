// A website: nothing of API Gateway.
const aws = require("@pulumi/aws");

const bucket = new aws.s3.Bucket("site", {});
new aws.s3.BucketObjectv2("index", {
  bucket: bucket.id,
  key: "index.html",
  content: "<p>hello</p>",
});
