// Command argocd holds the parts of Argo CD that deploy: the application controller, the repository server and what
// git asks for passwords. The name it is called by chooses among them. Its server, its UI and its login are left out.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	askpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	repository "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

var programs = map[string]func() *cobra.Command{
	"argocd-application-controller": controller.NewCommand,
	"argocd-repo-server":            repository.NewCommand,
	"argocd-git-ask-pass":           askpass.NewCommand,
}

func main() {
	// Argo CD starts itself again under the name that this variable has.
	name := os.Getenv("ARGOCD_BINARY_NAME")
	if name == "" {
		name = filepath.Base(os.Args[0])
	}
	command, known := programs[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%s is no part of Argo CD that deploys: link this program as argocd-application-controller, argocd-repo-server or argocd-git-ask-pass.\n", name)
		os.Exit(2)
	}
	if command().Execute() != nil {
		os.Exit(1)
	}
}
