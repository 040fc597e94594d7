import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

/**
 * Appends to the description of every argument what its `@default` says, for Pulumi's analyzer leaves tags out, and with
 * them what a reader in another language has to know. Changes the schema that it is given.
 */
export function addDefaults(schema, room) {
  const interfaces = readInterfaces(room);
  const describe = (name, properties = {}) => {
    for (const [key, value] of Object.entries(defaultsOf(interfaces, name))) {
      const property = properties[key];
      if (property !== undefined) property.description += `\nDefault: ${value}`;
    }
  };
  for (const [token, resource] of Object.entries(schema.resources)) {
    describe(`${token.split(":").at(-1)}Args`, resource.inputProperties);
  }
  for (const [token, type] of Object.entries(schema.types)) {
    describe(token.split(":").at(-1), type.properties);
  }
}

/** The `@default` texts of an interface and of those it extends, by property. */
function defaultsOf(interfaces, name) {
  const { defaults = {}, extended = [] } = interfaces.get(name) ?? {};
  return Object.assign({}, ...extended.map((base) => defaultsOf(interfaces, base)), defaults);
}

function readInterfaces(room) {
  const interfaces = new Map();
  for (const file of fs.readdirSync(room).filter((name) => name.endsWith(".ts"))) {
    const text = fs.readFileSync(path.join(room, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    for (const node of source.statements.filter(ts.isInterfaceDeclaration)) {
      const types = node.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
      interfaces.set(node.name.text, {
        extended: types.map(({ expression }) => expression.getText()),
        defaults: Object.fromEntries(
          node.members.flatMap((member) => {
            const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
            const text = tag && ts.getTextOfJSDocComment(tag.comment);
            return text ? [[member.name.getText(), text.trim()]] : [];
          }),
        ),
      });
    }
  }
  return interfaces;
}
