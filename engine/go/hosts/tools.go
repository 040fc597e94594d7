//go:build tools

// Package hosts names the language hosts that engine/ builds, so that `go mod tidy` keeps what they need.
package hosts

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
	_ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
)
