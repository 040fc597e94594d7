import XMLBuilder from "fast-xml-builder";

/** A value of an XML document: lists repeat their element, what is undefined is left out. */
export type XmlValue = string | number | boolean | undefined | XmlValue[] | XmlObject;

/** Elements by name; `@xmlns` is the attribute. */
export interface XmlObject {
  [name: string]: XmlValue;
}

const builder = new XMLBuilder({ attributeNamePrefix: "@", ignoreAttributes: false });

/** An XML document as AWS's REST-XML and query protocols send it. */
export function xml(root: XmlObject): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`;
}

/** A list in CloudFront's form: a quantity and the items, which are left out when there are none. */
export function quantified(name: string, items: readonly XmlValue[]): XmlObject {
  return {
    Quantity: items.length,
    ...(items.length === 0 ? {} : { Items: { [name]: [...items] } }),
  };
}
