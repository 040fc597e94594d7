/** Whether a value fits a pattern of IAM: `*` and `?` are its wildcards. */
export function fits(pattern: string, value: string, flags = ""): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`).test(value);
}
