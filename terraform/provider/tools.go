//go:build tools

// Package provider pins the Terraform provider that is built where no registry answers.
package provider

import _ "github.com/terraform-provider-openstack/terraform-provider-openstack/v3"
