import type { Values } from "../provider/values";

/** A function of Lambda, unpublished: `$LATEST` is all there is. */
export interface LambdaFunction {
  name: string;
  region: string;
  arn: string;
  lastModified: string;
  /** Without the package. */
  settings: Values;
  code: FunctionCode;
  /** The function's own policy: statements by ID, as `aws.lambda.Permission` gives them. */
  permissions: Record<string, Values>;
}

/** A deployment package. */
export interface FunctionCode {
  /** Name of the file with the ZIP archive in `objects/`. */
  blob: string;
  /** SHA-256 of the archive, base64. */
  sha256: string;
  size: number;
}
