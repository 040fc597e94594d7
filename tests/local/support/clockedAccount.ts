import { APIGatewayClient, GetDomainNameCommand } from "@aws-sdk/client-api-gateway";
import type { LocalAwsOptions } from "@mtls-gateway/local";
import { GatewayActs } from "./gatewayActs";
import { LocalAccount } from "./localAccount";

/** An account whose clock stands still until the test moves it. */
export class ClockedAccount {
  private constructor(
    readonly account: LocalAccount,
    readonly acts: GatewayActs,
    private readonly clock: { now: Date },
  ) {}

  static async start(
    options: Partial<LocalAwsOptions> & { region?: string } = {},
  ): Promise<ClockedAccount> {
    // The SDK's own notice about Node 20, on standard error.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const clock = { now: new Date() };
    const account = await LocalAccount.start({ ...options, clock: () => clock.now });
    return new ClockedAccount(account, new GatewayActs(account), clock);
  }

  get now(): Date {
    return this.clock.now;
  }

  /** Moves the clock on by `time` ms. */
  pass(time: number): void {
    this.clock.now = new Date(this.clock.now.getTime() + time);
  }

  /** `domainNameStatus` as the AWS SDK reads it in us-east-2; "" for a domain that is not there. */
  async domainStatus(domainName: string): Promise<string> {
    const sdk = new APIGatewayClient({
      endpoint: this.account.local.endpointUrl,
      region: "us-east-2",
      credentials: { accessKeyId: "any", secretAccessKey: "any" },
    });
    return sdk.send(new GetDomainNameCommand({ domainName })).then(
      (found) => found.domainNameStatus ?? "",
      () => "",
    );
  }
}
