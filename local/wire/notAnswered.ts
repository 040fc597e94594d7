import { AwsError } from "../provider/awsError";

/** The refusal of a call that AWS has and this machine does not answer. It names the call. */
export function notAnswered(
  service: string,
  operation: string,
  answered: readonly string[],
): AwsError {
  const detail = `The AWS on this machine does not answer ${operation}; of ${service} it answers ${answered.join(", ")}. Changes go through Pulumi.`;
  return new AwsError(service, operation, 501, "NotImplemented", detail);
}
