//go:build tools

// Package engine names the command that engine/ builds, so that `go mod tidy` keeps what it needs.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
