import type { Behaviour } from "./behaviour";

const api = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const roles = "tests/local/aws/rolePolicies.test.ts";
const groups = "tests/local/aws/logGroups.test.ts";

export const logsBehaviours: readonly Behaviour[] = [
  {
    what: "A log group's name has 1 to 512 letters, digits and signs of `.-_/#`",
    page: `${api}/API_CreateLogGroup.html`,
    standing: "documented",
    test: `${groups}: have a name of 1 to 512 letters, digits and the signs that CloudWatch Logs takes`,
  },
  {
    what: "Events are kept for ever, or for one of the numbers of days that CloudWatch Logs offers",
    page: `${api}/API_PutRetentionPolicy.html`,
    standing: "documented",
    test: `${groups}: keep their events for ever or for as many days as CloudWatch Logs offers`,
  },
  {
    what: "All operators and keys of a condition have to hold, of a key's values one, and none where the operator says Not",
    page: `${iam}/reference_policies_elements_condition_operators.html`,
    standing: "documented",
    test: `${roles}: allow nothing by a condition that is not known to hold, and deny by one that is not known to fail`,
  },
  {
    what: "A service that takes on a role says that it works for this account: aws:SourceAccount",
    page: "",
    standing: "assumed",
    test: `${roles}: let a service take the role on by their conditions too, and not when they deny it that`,
  },
  {
    what: "A condition that would decide and is not weighed is refused by name; kept from before, it allows nothing and denies",
    page: "",
    standing: "assumed",
    test: `${roles}: are refused by name where they would decide, and are not weighed`,
  },
];
