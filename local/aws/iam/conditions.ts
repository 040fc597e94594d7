import { accountId } from "../../account/account";
import type { Value } from "../../provider/values";
import { fits } from "../../wildcards";
import { object } from "../text";

/** What is known of a request, by the key's name in lower case: IAM compares the names of keys so. */
export type RequestContext = Readonly<Record<string, string>>;

/** Whether a condition holds; undefined when it asks for something that is not known here. */
type Verdict = boolean | undefined;

type Compare = (pattern: string, value: string) => boolean;

const equals: Compare = (pattern, value) => pattern === value;
const equalsIgnoringCase: Compare = (pattern, value) =>
  pattern.toLowerCase() === value.toLowerCase();
const like: Compare = (pattern, value) => fits(pattern, value);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Compare>> = {
  stringequals: equals,
  stringequalsignorecase: equalsIgnoringCase,
  stringlike: like,
  arnequals: like,
  arnlike: like,
  bool: equalsIgnoringCase,
};

/**
 * What is known when a service of AWS takes on a role: it works for this account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const assumingContext: RequestContext = { "aws:sourceaccount": accountId };

/** What is known of a request that a role's session makes: over TLS, about something of its own account. */
export function sessionContext(roleArn: string): RequestContext {
  return {
    "aws:principalaccount": accountId,
    "aws:principalarn": roleArn,
    "aws:resourceaccount": accountId,
    "aws:securetransport": "true",
  };
}

/** Every operator and every key of a condition has to hold: one that does not decides, one that is not known leaves it open. */
export function weigh(condition: Value | undefined, context: RequestContext): Verdict {
  const verdicts = entriesOf(condition).map((entry) => weighEntry(entry, context));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** What of a condition is not weighed, as `operator key`. */
export function unweighed(condition: Value | undefined, context: RequestContext): string[] {
  return entriesOf(condition)
    .filter((entry) => weighEntry(entry, context) === undefined)
    .map(({ operator, key }) => `${operator} ${key}`);
}

interface Entry {
  operator: string;
  key: string;
  values: string[];
}

function entriesOf(condition: Value | undefined): Entry[] {
  return Object.entries(object(condition)).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([key, value]) => ({
      operator,
      key,
      values: [value].flat().map(word),
    })),
  );
}

/** A flag or a number reads as IAM writes it. */
function word(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function weighEntry({ operator, key, values }: Entry, context: RequestContext): Verdict {
  const name = operator.toLowerCase().replace(/ifexists$/, "");
  const isNegated = /^(string|arn)not/.test(name);
  const compare = operators[name.replace(/^(string|arn)not/, "$1")];
  const value = context[key.toLowerCase()];
  // A variable of a policy stands for something of the request.
  const hasVariable = values.some((one) => one.includes("${"));
  if (compare === undefined || value === undefined || hasVariable) return undefined;
  return values.some((one) => compare(one, value)) !== isNegated;
}
