import { randomUUID } from "node:crypto";

/** An AWS service's answer that is no success, worded as the AWS SDK for Go prints it. */
export class AwsError extends Error {
  constructor(
    readonly service: string,
    readonly operation: string,
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    const request = `https response error StatusCode: ${status}, RequestID: ${randomUUID()}`;
    super(`operation error ${service}: ${operation}, ${request}, ${code}: ${detail}`);
    this.name = "AwsError";
  }
}

/** Puts the provider's own words ("creating S3 Bucket (x)") before what AWS said. */
export function doing<T>(what: string, call: () => T): T {
  const explained = (error: unknown): never => {
    if (error instanceof AwsError) error.message = `${what}: ${error.message}`;
    throw error;
  };
  try {
    const result = call();
    return result instanceof Promise ? (result.catch(explained) as T) : result;
  } catch (error) {
    return explained(error);
  }
}
