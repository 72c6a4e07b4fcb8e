// The parts of a Kubernetes cluster in one program: what they share is linked once, and one build makes them all.
// Beside them it makes the certificates by which they know each other.
// The first argument names the part, the others are that part's own, as its documentation says.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var parts = map[string]func(args []string) int{
	"etcd": func(args []string) int {
		etcdmain.Main(args)
		return 0
	},
	"kube-apiserver":          run(apiserver.NewAPIServerCommand),
	"kube-controller-manager": run(controllers.NewControllerManagerCommand),
	"kube-scheduler":          run(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kwok":                    kubelets,
	"kwok-stages":             stages,
	"certificates":            certificates,
}

// Kubernetes' programs read their arguments from os.Args.
func run(newCommand func() *cobra.Command) func(args []string) int {
	return func(args []string) int {
		os.Args = args
		return cli.Run(newCommand())
	}
}

func main() {
	name := ""
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	part, known := parts[name]
	if !known {
		names := make([]string, 0, len(parts))
		for each := range parts {
			names = append(names, each)
		}
		slices.Sort(names)
		fmt.Fprintf(os.Stderr, "part %q\n  rule: one of: %s\n  fix:  control-plane PART ARGUMENTS…\n", name, strings.Join(names, ", "))
		os.Exit(2)
	}
	os.Exit(part(os.Args[1:]))
}
