from typing import Mapping, Optional

import pulumi


class MutualTlsGateway(pulumi.ComponentResource):
    """The component of the npm package mtls-gateway, with the arguments that this program uses.

    The engine starts the plugin pulumi-resource-mtls-gateway, which makes the resources. docs/reference lists every
    argument and output; their names are those of the schema.
    """

    def __init__(
        self,
        name: str,
        *,
        domain_name: pulumi.Input[str],
        zone_name: pulumi.Input[str],
        client_key_algorithm: Optional[str] = None,
        tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        args = {
            "domainName": domain_name,
            "zoneName": zone_name,
            "clientKeyAlgorithm": client_key_algorithm,
            "tags": tags,
        }
        # An output is named here with no value; the engine fills it in.
        outputs = {"edgeUrl": None, "apiUrl": None, "clientPrivateKeyPem": None}
        super().__init__(
            "mtls-gateway:index:MutualTlsGateway", name, {**args, **outputs}, opts, remote=True
        )

    @property
    def edge_url(self) -> pulumi.Output[str]:
        """URL for everybody: CloudFront's."""
        return pulumi.get(self, "edgeUrl")

    @property
    def api_url(self) -> pulumi.Output[str]:
        """URL for holders of a client certificate: the custom domain's."""
        return pulumi.get(self, "apiUrl")

    @property
    def client_private_key_pem(self) -> pulumi.Output[str]:
        """The private key of the client certificate, PEM; secret."""
        return pulumi.get(self, "clientPrivateKeyPem")
