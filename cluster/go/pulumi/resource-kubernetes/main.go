// The plugin by which Pulumi reaches Kubernetes. Upstream's own program has its schema generated into it, and what
// is generated is not part of its published module: here the schema is read from beside the program.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

func main() {
	provider.Serve("kubernetes", version.Version, beside("schema.json"), beside("terraform-mapping.json"))
}

func beside(name string) []byte {
	program, err := os.Executable()
	if err == nil {
		var content []byte
		if content, err = os.ReadFile(filepath.Join(filepath.Dir(program), name)); err == nil {
			return content
		}
	}
	fmt.Fprintf(os.Stderr, "%v\n  rule: %s lies beside the plugin\n  fix:  npm run cluster build\n", err, name)
	os.Exit(2)
	return nil
}
