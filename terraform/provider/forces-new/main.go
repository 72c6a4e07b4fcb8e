// Prints, as JSON, which attributes of each resource type the provider cannot change in place (ForceNew of its own
// schema, which `terraform providers schema` leaves out): {"type": ["attribute", "block.attribute", …]}, sorted.
package main

import (
	"encoding/json"
	"log"
	"os"
	"sort"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-provider-openstack/terraform-provider-openstack/v3/openstack"
)

func main() {
	types := map[string][]string{}
	for name, resource := range openstack.Provider().ResourcesMap {
		paths := forcing("", resource.Schema)
		sort.Strings(paths)
		types[name] = paths
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(types); err != nil {
		log.Fatal(err)
	}
}

func forcing(prefix string, attributes map[string]*schema.Schema) []string {
	paths := []string{}
	for name, attribute := range attributes {
		if attribute.ForceNew {
			paths = append(paths, prefix+name)
		}
		if block, isBlock := attribute.Elem.(*schema.Resource); isBlock {
			paths = append(paths, forcing(prefix+name+".", block.Schema)...)
		}
	}
	return paths
}
