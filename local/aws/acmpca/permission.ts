import { accountId, type Account } from "../../account/account";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { privateCaError, privateCaIn } from "./privateCaStore";

const all = ["actions", "certificateAuthorityArn", "principal", "sourceAccount"];

/** `aws.acmpca.Permission`: ACM's right to renew the certificates that it has from a CA. */
export function privateCaPermission(account: Account): ResourceType {
  return {
    token: "aws:acmpca/permission:Permission",
    properties: {
      emulated: [...all, "region"],
      replaces: all,
      computed: ["sourceAccount"],
      enums: {
        "actions[]": ["IssueCertificate", "GetCertificate", "ListPermissions"],
        principal: ["acm.amazonaws.com"],
      },
      inert: { sourceAccount: [accountId] },
      sets: ["actions"],
    },
    create(inputs, { region }) {
      const arn = text(inputs.certificateAuthorityArn);
      const principal = text(inputs.principal);
      return doing("creating ACM PCA Permission", () =>
        account.change((draft) => {
          const { permissions } = privateCaIn(draft, arn, region, "CreatePermission");
          if (permissions[principal] !== undefined) {
            const detail = `${principal} has a permission on ${arn} already`;
            throw privateCaError("CreatePermission", "PermissionAlreadyExistsException", detail);
          }
          permissions[principal] = { ...inputs, sourceAccount: accountId, policy: "" };
          return { id: `${arn},${principal},${accountId}`, outputs: permissions[principal] };
        }),
      );
    },
    read(id) {
      const [arn = "", principal = ""] = id.split(",");
      return account.state.certificateAuthorities[arn]?.permissions[principal];
    },
    delete(id) {
      const [arn = "", principal = ""] = id.split(",");
      if (account.state.certificateAuthorities[arn]?.permissions[principal] === undefined) return;
      account.change((draft) => {
        const permissions = draft.certificateAuthorities[arn]?.permissions ?? {};
        Reflect.deleteProperty(permissions, principal);
      });
    },
  };
}
