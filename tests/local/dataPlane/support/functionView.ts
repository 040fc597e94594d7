import type { FunctionView } from "@mtls-gateway/local/dist/dataPlane/index";

/** A function as FunctionProcesses is given it, without an account; `code` is its `index.js`. */
export const functionView = (code: string, more: Partial<FunctionView> = {}): FunctionView => ({
  arn: "arn:aws:lambda:us-east-2:123456789012:function:alone",
  name: "alone",
  region: "us-east-2",
  revision: "1",
  runtime: "nodejs22.x",
  handler: "index.handler",
  timeout: 60,
  memorySize: 512,
  environment: {},
  logGroupName: "/aws/lambda/alone",
  permissions: [],
  files: () => [{ path: "index.js", content: Buffer.from(code), executable: false }],
  ...more,
});
