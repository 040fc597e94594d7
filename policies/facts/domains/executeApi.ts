import { textOf, flagFact } from "../../frame/seen";
import { disablesExecuteApi } from "./apiDefinition";
import type { Reader } from "./domainReading";

/**
 * Whether an API's default endpoint is off. Its own argument wins where it is true; otherwise its OpenAPI
 * definition may turn the endpoint off.
 *
 * @param read reads one property of the API
 * @returns null: known to be left out, which leaves the endpoint on; undefined: nobody knows before `up`
 */
export function executeApiFact(read: Reader): boolean | null | undefined {
  const argument = flagFact(read("disableExecuteApiEndpoint"));
  if (argument === true) return true;
  // aws-native can read the definition from S3, where nobody sees it.
  if (read("bodyS3Location").state !== "unset") return undefined;
  const body = read("body");
  if (body.state === "unknown") return undefined;
  const definition = textOf(body);
  return definition !== undefined && disablesExecuteApi(definition) ? true : argument;
}
