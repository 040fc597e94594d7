import type { Behaviour } from "./behaviour";

const api = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
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
];
