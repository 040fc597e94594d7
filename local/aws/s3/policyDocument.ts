import { accountId } from "../../account/account";

/** One statement of a resource policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
interface Statement {
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Keys whose fixed value keeps a statement from being public:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PublicAccessBlockConfiguration.html
 */
const limitingKeys = new Set([
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** The policy of a bucket. */
export class PolicyDocument {
  private constructor(private readonly statements: readonly Statement[]) {}

  /** Undefined when the text is no JSON object. */
  static read(policy: string): PolicyDocument | undefined {
    try {
      const document = JSON.parse(policy) as { Statement?: Statement | Statement[] } | null;
      if (document === null || typeof document !== "object") return undefined;
      return new PolicyDocument([document.Statement ?? []].flat());
    } catch {
      return undefined;
    }
  }

  /** The first resource that is neither the bucket nor an object in it; undefined when there is none. */
  foreignResource(bucketArn: string): string | undefined {
    return this.statements
      .flatMap(({ Resource = [] }) => Resource)
      .find((one) => one !== "*" && one !== bucketArn && !one.startsWith(`${bucketArn}/`));
  }

  /** True when everybody is allowed something, with no condition that limits who that is. */
  isPublic(): boolean {
    return this.statements.some(
      (statement) =>
        statement.Effect === "Allow" &&
        principals(statement).includes("*") &&
        !isLimited(statement),
    );
  }

  /**
   * True when a statement denies the account's own caller this action, over TLS. A statement with a condition on anything else
   * than `aws:SecureTransport` is taken to be about others, and so is one with NotPrincipal, NotAction or NotResource.
   */
  denies(action: string, resource: string): boolean {
    return this.statements.some((statement) => {
      const { Effect, Action = [], Resource = [], Condition = {} } = statement;
      const named = principals(statement);
      return (
        Effect === "Deny" &&
        ownPrincipals.some((own) => named.includes(own)) &&
        [Action].flat().some((one) => matches(one.toLowerCase(), action.toLowerCase())) &&
        [Resource].flat().some((one) => matches(one, resource)) &&
        isMetByTls(Condition)
      );
    });
  }
}

/** How a policy names the caller that deploys the program: everybody, the account, or its root. */
const ownPrincipals = ["*", accountId, `arn:aws:iam::${accountId}:root`];

function principals({ Principal = {} }: Statement): string[] {
  return typeof Principal === "string" ? [Principal] : [Principal.AWS ?? []].flat();
}

function isLimited({ Condition = {} }: Statement): boolean {
  return Object.values(Condition).some((keys) =>
    Object.entries(keys).some(
      ([key, value]) =>
        limitingKeys.has(key.toLowerCase()) &&
        [value].flat().every((one) => !/[*?]|\$\{/.test(one) && !/\/0$/.test(one)),
    ),
  );
}

function isMetByTls(condition: NonNullable<Statement["Condition"]>): boolean {
  return Object.entries(condition).every(
    ([operator, keys]) =>
      operator === "Bool" &&
      Object.entries(keys).every(
        ([key, value]) => key.toLowerCase() === "aws:securetransport" && String(value) === "true",
      ),
  );
}

/** `*` and `?` as in policies. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}
