import { compliantProgram, changed } from "../support/compliantProgram";
import { unknown } from "../support/fixtureProgram";
import { describeScope } from "../support/scopeBattery";

const program = () => compliantProgram("");

describeScope({
  policy: "GW002-rest-domain",
  resource: "domain",
  trips: () => changed(program(), "domain", { securityPolicy: "TLS_1_0" }),
  unknown: () => changed(program(), "domain", { securityPolicy: unknown }),
});

describeScope({
  policy: "GW003-mapped-api",
  resource: "api",
  trips: () => changed(program(), "api", { disableExecuteApiEndpoint: false }),
  unknown: () => changed(program(), "api", { disableExecuteApiEndpoint: unknown }),
});
