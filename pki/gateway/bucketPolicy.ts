/** One statement of a bucket policy, every "one or many" read as a list. */
export interface PolicyStatement {
  effect: string;
  /** Of `Principal`, whatever their kind; "*" is everybody. */
  principals: readonly string[];
  /** The statement has a `NotPrincipal`: everybody but those. */
  isForAllOthers: boolean;
  /** As they are written; AWS does not compare them by case. */
  actions: readonly string[];
  resources: readonly string[];
  conditions: readonly PolicyCondition[];
}

/** One key of a statement's `Condition`. */
export interface PolicyCondition {
  /** Lower-case, as the key: AWS compares neither by case. */
  operator: string;
  key: string;
  values: readonly string[];
}

/**
 * Reads a policy document of a bucket.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param policy JSON text, or the document itself
 * @returns undefined for what is no policy document
 */
export function readBucketPolicy(policy: unknown): PolicyStatement[] | undefined {
  let document = policy;
  if (typeof policy === "string") {
    try {
      document = JSON.parse(policy);
    } catch {
      return undefined;
    }
  }
  if (!isObject(document)) return undefined;
  const statements = asArray(document.Statement);
  return statements.length > 0 && statements.every(isObject)
    ? statements.filter(isObject).map(readStatement)
    : undefined;
}

function readStatement(statement: Record<string, unknown>): PolicyStatement {
  const { Principal: principal } = statement;
  return {
    effect: typeof statement.Effect === "string" ? statement.Effect : "",
    principals: isObject(principal) ? Object.values(principal).flatMap(texts) : texts(principal),
    isForAllOthers: statement.NotPrincipal !== undefined,
    actions: texts(statement.Action),
    resources: texts(statement.Resource),
    conditions: Object.entries(isObject(statement.Condition) ? statement.Condition : {}).flatMap(
      ([operator, keys]) =>
        Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
          operator: operator.toLowerCase(),
          key: key.toLowerCase(),
          values: texts(values),
        })),
    ),
  };
}

/** Keys by which a statement for everybody is for a few, when their values are fixed. */
const narrowingKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** Operators that ask for a value; their `...IfExists` and `ForAllValues:` forms are true without one. */
const narrowingOperator =
  /^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|ipaddress)$/;

/**
 * Whether a statement lets everybody in, as S3 means "public": an Allow for everybody that no condition with fixed
 * values narrows.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic(statement: PolicyStatement): boolean {
  const { effect, principals, isForAllOthers, conditions } = statement;
  return (
    effect === "Allow" &&
    (isForAllOthers || principals.includes("*")) &&
    !conditions.some(
      ({ operator, key, values }) =>
        narrowingOperator.test(operator) &&
        narrowingKeys.has(key) &&
        values.length > 0 &&
        values.every((value) => isFixed(key, value)),
    )
  );
}

/**
 * No wildcard and no variable; of addresses, no range that S3 calls very broad; of an access point at least the
 * account, of a path in an organization the organization, and of the sessions of a role the role.
 */
function isFixed(key: string, value: string): boolean {
  if (key === "aws:sourceip") return !isBroad(value);
  if (key === "s3:dataaccesspointarn") return /^arn:[a-z-]+:s3:[^:]*:\d{12}:/.test(value);
  if (key === "aws:principalorgpaths") return /^o-[a-z0-9]+\//.test(value);
  if (key === "aws:userid" && /^A[A-Z0-9]+:\*$/.test(value)) return true;
  return !/[*?]|\$\{/.test(value);
}

/** S3 evaluates ranges broader than /8, of IPv6 broader than /32, as everybody. */
function isBroad(range: string): boolean {
  const [, prefix] = range.split("/");
  return prefix !== undefined && Number(prefix) < (range.includes(":") ? 32 : 8);
}

/**
 * Whether a statement denies everybody an action on an object over plain HTTP.
 *
 * @param action "s3:GetObject"
 * @param object `bucket/key`; left out where it is not known, and then any resource will do
 */
export function deniesPlainHttp(
  statement: PolicyStatement,
  action: string,
  object: string | undefined,
): boolean {
  const { effect, principals, conditions } = statement;
  const [condition] = conditions;
  return (
    effect === "Deny" &&
    principals.includes("*") &&
    conditions.length === 1 &&
    condition !== undefined &&
    /^bool(ifexists)?$/.test(condition.operator) &&
    condition.key === "aws:securetransport" &&
    condition.values.includes("false") &&
    concerns(statement, action, object)
  );
}

/**
 * Whether a statement denies one of these principals an action on an object, over TLS. One with another condition than on
 * `aws:SecureTransport` is taken to be about others, and so is one with `NotPrincipal`.
 *
 * @param named how a statement may name the caller: "*", an account, an ARN
 * @param action "s3:GetObject"
 * @param object `bucket/key`
 */
export function deniesOverTls(
  statement: PolicyStatement,
  named: readonly string[],
  action: string,
  object: string,
): boolean {
  return (
    statement.effect === "Deny" &&
    statement.principals.some((principal) => named.includes(principal)) &&
    concerns(statement, action, object) &&
    statement.conditions.every(
      ({ operator, key, values }) =>
        /^bool(ifexists)?$/.test(operator) &&
        key === "aws:securetransport" &&
        values.includes("true"),
    )
  );
}

/** Whether a statement is about an action on an object; on any when that is not known. */
function concerns(
  { actions, resources }: PolicyStatement,
  action: string,
  object: string | undefined,
): boolean {
  return (
    actions.some((pattern) => fits(action.toLowerCase(), pattern.toLowerCase())) &&
    resources.some(
      (pattern) => object === undefined || fits(object, pattern.replace(/^arn:[^:]*:s3:::/, "")),
    )
  );
}

/** Whether a text fits a pattern of IAM: `*` for any characters, `?` for one. */
function fits(text: string, pattern: string): boolean {
  // Runs of stars mean one star; without them the expression has no way to go back and forth for long.
  const parts = pattern.replace(/\*+/g, "*").split("*");
  const last = parts.pop() ?? "";
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (matchesAt(text, part, 0) ? 0 : -1) : indexOf(text, part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const end = text.length - last.length;
  return (parts.length === 0 ? end === 0 : end >= at) && matchesAt(text, last, end);
}

function indexOf(text: string, part: string, from: number): number {
  for (let at = from; at + part.length <= text.length; at += 1) {
    if (matchesAt(text, part, at)) return at;
  }
  return -1;
}

function matchesAt(text: string, part: string, at: number): boolean {
  if (at + part.length > text.length) return false;
  for (let index = 0; index < part.length; index += 1) {
    if (part[index] !== "?" && part[index] !== text[at + index]) return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asArray(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** Texts of a "one or many"; a flag or a number reads as IAM writes it. */
function texts(value: unknown): string[] {
  return asArray(value).flatMap((item) =>
    typeof item === "string" || typeof item === "boolean" || typeof item === "number"
      ? [String(item)]
      : [],
  );
}
