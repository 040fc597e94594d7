import pulumi

from mutual_tls_gateway import MutualTlsGateway

config = pulumi.Config()

gateway = MutualTlsGateway(
    "gateway",
    domain_name=config.require("domainName"),
    zone_name=config.require("zoneName"),
    client_key_algorithm=config.require("clientKeyAlgorithm"),
    tags={"team": "platform"},
)

pulumi.export("edgeUrl", gateway.edge_url)
pulumi.export("apiUrl", gateway.api_url)
pulumi.export("clientPrivateKeyPem", gateway.client_private_key_pem)
