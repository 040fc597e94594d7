/** One thing that the AWS on this machine does as AWS does it. docs/local-aws.md is made of these. */
export interface Behaviour {
  /** What it does, as a sentence without a subject that everybody knows. */
  what: string;
  /** AWS's page that says so; "" where no page of AWS does. */
  page: string;
  /** On whose word it rests: AWS's own, a third party's experience, or nobody's. */
  standing: "documented" | "observed" | "assumed";
  /** The test that fails without it: `file: title of the it()`, or `file: ID of the row` for rows of the negative matrix. */
  test: string;
}
