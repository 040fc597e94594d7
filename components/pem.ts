import * as pulumi from "@pulumi/pulumi";

/** Puts PEM texts one after the other, each on lines of its own; what is empty is left out. */
export function concatPem(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => `${text}\n`)
    .join("");
}

/** `concatPem` of inputs; what is undefined is left out. */
export function joinPem(
  parts: readonly (pulumi.Input<string> | undefined)[],
): pulumi.Output<string> {
  return pulumi.all(parts.map((part) => part ?? "")).apply(concatPem);
}
