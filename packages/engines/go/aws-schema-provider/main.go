// Command aws-schema-provider answers OpenTofu in the place of terraform-provider-aws: with the schema of its resources
// and with nothing behind it. Names, types, required and computed arguments of a configuration are checked by OpenTofu
// against this schema; `mock_provider` makes values for them. It knows no plan and reaches no cloud.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// address is under which a `filesystem_mirror` serves this provider.
const address = "registry.opentofu.org/hashicorp/aws"

func main() {
	schema, err := readSchema(os.Getenv("SCHEMA_FILE"))
	if err == nil {
		err = tf6server.Serve(address, func() tfprotov6.ProviderServer { return provider{schema: schema} })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "aws-schema-provider:", err)
		os.Exit(1)
	}
}

func readSchema(file string) (*tfprotov6.GetProviderSchemaResponse, error) {
	if file == "" {
		return nil, fmt.Errorf("SCHEMA_FILE names no file: set it to the JSON file with the provider's schema")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var described description
	if err := json.Unmarshal(text, &described); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return described.response()
}

// provider answers what init, validate and test ask. What only a real plan or apply asks is refused by the embedded
// server, which says that it is not implemented.
type provider struct {
	tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
}

func (p provider) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	answer := &tfprotov6.GetMetadataResponse{
		ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true},
	}
	for name := range p.schema.ResourceSchemas {
		answer.Resources = append(answer.Resources, tfprotov6.ResourceMetadata{TypeName: name})
	}
	for name := range p.schema.DataSourceSchemas {
		answer.DataSources = append(answer.DataSources, tfprotov6.DataSourceMetadata{TypeName: name})
	}
	return answer, nil
}

func (p provider) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return p.schema, nil
}

func (provider) ValidateProviderConfig(_ context.Context, asked *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: asked.Config}, nil
}

func (provider) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (provider) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (provider) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (provider) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

// UpgradeResourceState gives a mocked state back as it is: `tofu test` asks for it when it removes what a run made.
func (p provider) UpgradeResourceState(_ context.Context, asked *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	schema, known := p.schema.ResourceSchemas[asked.TypeName]
	if !known {
		return nil, fmt.Errorf("the schema has no resource %s", asked.TypeName)
	}
	kind := schema.ValueType()
	value, err := asked.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, value)
	if err != nil {
		return nil, err
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, nil
}
