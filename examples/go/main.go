package main

import (
	mtlsgateway "github.com/pulumi/pulumi-mtls-gateway/sdk/go/mtlsgateway"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		gateway, err := mtlsgateway.NewMutualTlsGateway(ctx, "gateway", &mtlsgateway.MutualTlsGatewayArgs{
			DomainName:     pulumi.String("api.example.com"),
			ZoneName:       pulumi.String("example.com"),
			CaKeyAlgorithm: mtlsgateway.KeyAlgorithmEcdsaP384,
			PriceClass:     mtlsgateway.PriceClassPrice100,
			Tags:           pulumi.StringMap{"team": pulumi.String("platform")},
		})
		if err != nil {
			return err
		}
		ctx.Export("edgeUrl", gateway.EdgeUrl)
		ctx.Export("apiUrl", gateway.ApiUrl)
		return nil
	})
}
