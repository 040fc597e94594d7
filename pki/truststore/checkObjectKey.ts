import { finding, type Finding } from "../finding";

/** TS018, on the key of a truststore's object, which is known before its content is. undefined trips nothing. */
export function checkObjectKey(objectKey: string | undefined): Finding[] {
  if (objectKey === undefined || objectKey.endsWith(".pem")) return [];
  const message = `The object key ${JSON.stringify(objectKey)} does not end in .pem.`;
  return [finding("TS018", { subject: objectKey, message })];
}
