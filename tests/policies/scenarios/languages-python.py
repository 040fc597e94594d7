"""Acme's partner API, as a Python team writes it: helper functions, snake case, one dict of tags."""

import json

import pulumi
import pulumi_aws as aws

TAGS = {"team": "partners"}


def truststore_bucket(name: str) -> aws.s3.Bucket:
    bucket = aws.s3.Bucket(name, tags=TAGS)
    aws.s3.BucketVersioning(
        name,
        bucket=bucket.id,
        versioning_configuration={"status": "Enabled"},
    )
    aws.s3.BucketPolicy(
        name,
        bucket=bucket.id,
        policy=bucket.arn.apply(
            lambda arn: json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": [arn, f"{arn}/*"],
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    ],
                }
            )
        ),
    )
    return bucket


bucket = truststore_bucket("partners")
truststore = aws.s3.BucketObjectv2(
    "partners",
    bucket=bucket.id,
    key="partners.pem",
    source=pulumi.FileAsset("certificates/partners.pem"),
    tags=TAGS,
)
api = aws.apigateway.RestApi("partners", description="partners", tags=TAGS)
domain = aws.apigateway.DomainName(
    "partners",
    domain_name="partners.example.com",
    regional_certificate_arn="arn:aws:acm:us-east-2:123456789012:certificate/0",
    endpoint_configuration={"types": "REGIONAL"},
    security_policy="SecurityPolicy_TLS13_1_3_2025_09",
    mutual_tls_authentication={
        "truststore_uri": pulumi.Output.concat("s3://", bucket.id, "/", truststore.key),
        "truststore_version": truststore.version_id,
    },
    tags=TAGS,
)
aws.apigateway.BasePathMapping(
    "partners", domain_name=domain.domain_name, rest_api=api.id, stage_name="prod"
)
pulumi.export("domain", domain.regional_domain_name)
