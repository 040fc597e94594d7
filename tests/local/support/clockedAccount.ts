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

  /** What a client of the AWS SDK needs to read the account in this Region. */
  wire(region: string) {
    const endpoint = this.account.local.endpointUrl;
    return { endpoint, region, credentials: { accessKeyId: "any", secretAccessKey: "any" } };
  }

  /** `domainNameStatus` as the AWS SDK reads it in us-east-2; "" for a domain that is not there. */
  async domainStatus(domainName: string): Promise<string> {
    const sdk = new APIGatewayClient(this.wire("us-east-2"));
    return sdk.send(new GetDomainNameCommand({ domainName })).then(
      (found) => found.domainNameStatus ?? "",
      () => "",
    );
  }
}
