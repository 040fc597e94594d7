import type { CheckFailure, PropertyRules } from "../../provider/resourceType";
import { hasUnknown, Unknown, type Values } from "../../provider/values";
import { notEmulated } from "../../provider/checkInputs";
import { object, text } from "../text";

const vpc = "there are no VPCs here";
const kms = "there is no KMS here";
const images = "there are no container images here";

/** Node.js runtimes that Lambda takes: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const runtimes = ["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x"];

export const functionProperties: PropertyRules = {
  emulated: [
    "architectures",
    "code",
    "description",
    "environment",
    "ephemeralStorage",
    "handler",
    "loggingConfig",
    "memorySize",
    "name",
    "region",
    "role",
    "runtime",
    "s3Bucket",
    "s3Key",
    "s3ObjectVersion",
    "sourceCodeHash",
    "tags",
    "timeout",
  ],
  refused: {
    capacityProviderConfig: "a function runs in processes of this machine",
    codeSha256: "set sourceCodeHash to have a change of code seen",
    codeSigningConfigArn: "code is not signed here",
    deadLetterConfig: "nothing here calls a function asynchronously",
    durableConfig: "there are no durable functions here",
    fileSystemConfig: "there are no file systems to mount here",
    imageConfig: images,
    imageUri: images,
    kmsKeyArn: kms,
    layers: "put what the layers hold into the function's own package",
    "loggingConfig.applicationLogLevel": "it is for JSON logs",
    "loggingConfig.systemLogLevel": "it is for JSON logs",
    publishTo: "there are no versions here",
    replaceSecurityGroupsOnDestroy: vpc,
    replacementSecurityGroupIds: vpc,
    snapStart: "there are no versions here",
    sourceKmsKeyArn: kms,
    tenancyConfig: "a function runs in processes of this machine",
    vpcConfig: vpc,
  },
  inert: {
    "loggingConfig.logFormat": ["Text"],
    packageType: ["Zip"],
    publish: [false],
    reservedConcurrentExecutions: [-1],
    skipDestroy: [false],
    "tracingConfig.mode": ["PassThrough"],
    tracingConfig: [{ mode: "PassThrough" }],
    useResourceTimeoutForPropagation: [true, false],
  },
  replaces: ["name", "packageType"],
  defaults: {
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    skipDestroy: false,
    timeout: 3,
  },
  computed: ["architectures", "ephemeralStorage", "loggingConfig", "tracingConfig"],
  enums: { "architectures[]": ["x86_64", "arm64"] },
  ranges: { memorySize: [128, 32_768], timeout: [1, 900], "ephemeralStorage.size": [512, 10_240] },
  exactlyOne: [["code", "imageUri", "s3Bucket"]],
  writeOnly: ["code", "s3Bucket", "s3Key", "s3ObjectVersion", "sourceCodeHash"],
  autoName: { property: "name", maxLength: 64 },
};

/** What the provider checks of a function beyond its properties, and which runtimes there are here. */
export function checkFunction(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });
  const { name, role, runtime, handler, s3Bucket, s3Key } = inputs;
  if (typeof name === "string" && !/^[\w-]{1,64}$/.test(name)) {
    fail("name", `"function_name" (${name}) must be 1 to 64 letters, digits, hyphens, underscores`);
  }
  if (typeof role === "string" && !role.startsWith("arn:")) {
    fail("role", `"role" (${role}) is an invalid ARN: arn: invalid prefix`);
  }
  if (runtime === undefined || handler === undefined) {
    const missing = runtime === undefined ? "runtime" : "handler";
    fail(missing, "handler and runtime must be set when PackageType is Zip");
  }
  if (typeof runtime === "string" && !runtimes.includes(runtime)) {
    fail("runtime", runtimeProblem(runtime));
  }
  if (s3Bucket !== undefined && s3Key === undefined) {
    fail("s3Bucket", `"s3_bucket": all of \`s3_bucket,s3_key\` must be specified`);
  }
  const variables = object(object(inputs.environment).variables);
  for (const variable of Object.keys(variables)) {
    if (!/^[a-zA-Z]\w*$/.test(variable)) {
      fail(`environment.variables.${variable}`, `${variable} is no name of a variable for Lambda`);
    }
  }
  return failures;
}

function runtimeProblem(runtime: string): string {
  if (/^nodejs(\d+\.\d+|\d+\.x)?$/.test(runtime)) {
    return `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions: ${runtimes.join(", ")}.`;
  }
  return notEmulated(`the runtime ${runtime}`, `Node.js alone runs here (${runtimes.join(", ")})`);
}

/** Variables that a function may not set: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const reserved = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/** Why Lambda does not take these variables; undefined when it does. Values are never said: they may be secrets. */
export function variablesProblem(inputs: Values): string | undefined {
  const { environment } = inputs;
  if (environment instanceof Unknown || hasUnknown(environment)) return undefined;
  const variables = Object.entries(object(object(environment).variables));
  const taken = variables.map(([name]) => name).filter((name) => reserved.has(name));
  const cannot = "Lambda was unable to configure your environment variables because the";
  if (taken.length > 0) {
    return `${cannot} environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`;
  }
  const size = variables.reduce((sum, [name, value]) => sum + byteLength(name, text(value)), 0);
  if (size <= 4096) return undefined;
  return `${cannot} environment variables you have provided exceeded the 4KB limit. They measure ${size} bytes.`;
}

function byteLength(name: string, value: string): number {
  return Buffer.byteLength(name) + Buffer.byteLength(value);
}
