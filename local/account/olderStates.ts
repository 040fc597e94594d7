import { type AccountState, type ApiMapping, emptyAccount } from "./state";

/** What format 1, from before there were HTTP APIs, has otherwise: mappings lead to REST APIs alone and have no ID. */
interface FormatOne {
  format: 1;
  domains: Record<
    string,
    Omit<AccountState["domains"][string], "mappings"> & {
      mappings: Record<string, { restApiId: string } & Omit<ApiMapping, "id" | "apiId">>;
    }
  >;
}

/** The state in this version's format; undefined when it is none of the AWS on this machine. */
export function broughtUpToDate(state: unknown): AccountState | undefined {
  switch ((state as { format?: unknown } | null)?.format) {
    case 1:
      return { ...emptyAccount(), ...fromFormatOne(state as FormatOne) };
    case 2:
      return { ...emptyAccount(), ...(state as AccountState) };
    default:
      return undefined;
  }
}

function fromFormatOne(state: FormatOne): Partial<AccountState> {
  const domains = Object.entries(state.domains).map(([key, domain]) => {
    const mappings = Object.entries(domain.mappings).map(([path, { restApiId, ...rest }], at) => [
      path,
      // Nothing but the list itself knew the mapping: any name of its own will do.
      { ...rest, id: `m${at}${domain.domainNameId.slice(0, 4)}`, apiId: restApiId },
    ]);
    return [
      key,
      { ...domain, mappings: Object.fromEntries(mappings) as Record<string, ApiMapping> },
    ];
  });
  return { ...state, format: 2, domains: Object.fromEntries(domains) as AccountState["domains"] };
}
