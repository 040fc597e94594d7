/**
 * Whether a value fits a pattern, all of it: `*` stands for any run of characters and `?` for any one, as in ARNs, policies of IAM
 * and path patterns of CloudFront.
 *
 * @param flags of the regular expression: "i" for names that are the same in upper and lower case
 */
export function fits(pattern: string, value: string, flags = ""): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`).test(value);
}
