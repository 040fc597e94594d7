import type { Behaviour } from "./behaviour";

const guide = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide";
const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";
const route53 = "tests/local/aws/route53.test.ts";

export const route53Behaviours: readonly Behaviour[] = [
  {
    what: "Aliases and CNAMEs lead to API Gateway's and CloudFront's own names, and an alias's target has to be there",
    page: `${guide}/resource-record-sets-choosing-alias-non-alias.html`,
    standing: "documented",
    test: `${route53}: follows aliases and CNAMEs to the domain of API Gateway`,
  },
  {
    what: "A record is made once unless it may be overwritten, and nothing stands beside a CNAME",
    page: `${api}/API_ChangeResourceRecordSets.html`,
    standing: "documented",
    test: `${route53}: refuses a record that exists unless it may be overwritten, and anything beside a CNAME`,
  },
  {
    what: "Values are addresses where the type says so, and a CNAME has one",
    page: `${guide}/ResourceRecordTypes.html`,
    standing: "documented",
    test: `${route53}: refuses values that are no addresses, and records beside those that a zone comes with`,
  },
  {
    what: "A record lives from 0 to 2,147,483,647 seconds",
    page: `${api}/API_ResourceRecordSet.html`,
    standing: "documented",
    test: `${route53}: refuses a time to live that is negative or too long, and a string of more than 255 characters`,
  },
  {
    what: "A string of a TXT value has at most 255 characters; a value may have more than one string",
    page: `${guide}/ResourceRecordTypes.html#TXTFormat`,
    standing: "documented",
    test: `${route53}: refuses a time to live that is negative or too long, and a string of more than 255 characters`,
  },
  {
    what: "The provider reads a record by its zone, name and type; the ID, that of its first type, serves to import it",
    page: "",
    standing: "observed",
    test: `${route53}: finds a record again whose type was changed in place, under the ID of its first type`,
  },
  {
    what: "The provider sends a value once that is given twice: they are a set to it",
    page: "",
    standing: "observed",
    test: `${route53}: takes a value once that is given twice, as the provider does, to which values are a set`,
  },
  {
    what: "A zone with records of its program is not deleted, unless forceDestroy deletes them",
    page: `${api}/API_DeleteHostedZone.html`,
    standing: "documented",
    test: `${route53}: deletes a zone when nothing but its own records is left in it, or when it is told to`,
  },
];
