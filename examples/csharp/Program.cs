using System.Collections.Generic;
using Pulumi;
using Pulumi.MtlsGateway;

return await Deployment.RunAsync(() =>
{
    var gateway = new MutualTlsGateway("gateway", new MutualTlsGatewayArgs
    {
        DomainName = "api.example.com",
        ZoneName = "example.com",
        IpAddressType = IpAddressType.Dualstack,
        ClientKeyAlgorithm = ClientKeyAlgorithm.EcdsaP256,
        Tags = { ["team"] = "platform" },
    });

    return new Dictionary<string, object?>
    {
        ["edgeUrl"] = gateway.EdgeUrl,
        ["apiUrl"] = gateway.ApiUrl,
    };
});
