import type { Account } from "../../account/account";
import { newDistributionId } from "../../account/identifiers";
import type { AccountState, Distribution } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import { waitUntil } from "../waitUntil";
import { cloudFrontError } from "./distributionRules";

/** What GetDistribution has as `Status`: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Distribution.html */
export function distributionStatus(
  { deployingUntil }: Distribution,
  now: Date,
): "InProgress" | "Deployed" {
  const isDeploying = deployingUntil !== undefined && now.getTime() < Date.parse(deployingUntil);
  return isDeploying ? "InProgress" : "Deployed";
}

/** What every change of a distribution begins: a new version of it, on its way to the edge locations. */
export function beginDeployment(account: Account, found: Distribution): void {
  found.lastModified = account.now().toISOString();
  found.etag = newDistributionId();
  delete found.deployingUntil;
  const deployingUntil = account.doneAfter(account.pace.deployment);
  if (deployingUntil !== undefined) found.deployingUntil = deployingUntil;
}

/** The distribution as a draft has it. Throws `NoSuchDistribution`. */
export function distributionIn(
  state: Readonly<AccountState>,
  id: string,
  operation: string,
): Distribution {
  const found = state.distributions[id];
  if (found === undefined) {
    const detail = "The specified distribution does not exist.";
    throw cloudFrontError(operation, 404, "NoSuchDistribution", detail);
  }
  return found;
}

/** Waits until the distribution is deployed, as the provider does. Rejects when `signal` is aborted. */
export async function untilDeployed(
  account: Account,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const isDeployed = () => {
    const found = account.state.distributions[id];
    return found === undefined || distributionStatus(found, account.now()) === "Deployed";
  };
  if (await waitUntil(isDeployed, signal)) return;
  throw new Error(`waiting for CloudFront Distribution (${id}) deploy: context canceled`);
}

/** Deletes as the provider does: disables first and waits for that, and once more where somebody enables it meanwhile. */
export async function disableAndDelete(
  account: Account,
  id: string,
  retain: boolean,
  signal: AbortSignal,
): Promise<void> {
  await disable(account, id, signal);
  if (retain) return;
  try {
    deleteDistribution(account, id);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "DistributionNotDisabled") throw error;
    await disable(account, id, signal);
    deleteDistribution(account, id);
  }
}

async function disable(account: Account, id: string, signal: AbortSignal): Promise<void> {
  await untilDeployed(account, id, signal);
  if (account.state.distributions[id]?.settings.enabled !== true) return;
  account.change((draft) => {
    const found = distributionIn(draft, id, "UpdateDistribution");
    found.settings.enabled = false;
    beginDeployment(account, found);
  });
  await untilDeployed(account, id, signal);
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteDistribution.html */
function deleteDistribution(account: Account, id: string): void {
  const found = account.state.distributions[id];
  if (found === undefined) return;
  const isDeployed = distributionStatus(found, account.now()) === "Deployed";
  if (found.settings.enabled === true || !isDeployed) {
    const detail = "The distribution you are trying to delete has not been disabled.";
    throw cloudFrontError("DeleteDistribution", 409, "DistributionNotDisabled", detail);
  }
  account.change((draft) => {
    Reflect.deleteProperty(draft.distributions, id);
  });
}
