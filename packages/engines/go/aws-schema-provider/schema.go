package main

import (
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// description is the JSON file: the provider's own arguments, its resources and its data sources by name.
type description struct {
	Provider    block            `json:"provider"`
	Resources   map[string]block `json:"resources"`
	Datasources map[string]block `json:"datasources"`
}

type block struct {
	// Nesting is "list" or "set"; the outermost blocks have none.
	Nesting    string               `json:"nesting"`
	Attributes map[string]attribute `json:"attributes"`
	Blocks     map[string]block     `json:"blocks"`
}

type attribute struct {
	// Type is a type as `terraform providers schema -json` writes it: "string", ["list", "string"] …
	Type     json.RawMessage `json:"type"`
	Required bool            `json:"required"`
	Optional bool            `json:"optional"`
	Computed bool            `json:"computed"`
}

func (d description) response() (*tfprotov6.GetProviderSchemaResponse, error) {
	own, err := d.Provider.schema()
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	resources, err := schemas(d.Resources)
	if err != nil {
		return nil, err
	}
	datasources, err := schemas(d.Datasources)
	if err != nil {
		return nil, err
	}
	return &tfprotov6.GetProviderSchemaResponse{
		Provider:          own,
		ResourceSchemas:   resources,
		DataSourceSchemas: datasources,
	}, nil
}

func schemas(blocks map[string]block) (map[string]*tfprotov6.Schema, error) {
	all := make(map[string]*tfprotov6.Schema, len(blocks))
	for name, each := range blocks {
		schema, err := each.schema()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[name] = schema
	}
	return all, nil
}

func (b block) schema() (*tfprotov6.Schema, error) {
	inner, err := b.body()
	if err != nil {
		return nil, err
	}
	return &tfprotov6.Schema{Block: inner}, nil
}

func (b block) body() (*tfprotov6.SchemaBlock, error) {
	body := &tfprotov6.SchemaBlock{}
	for name, each := range b.Attributes {
		kind, err := tftypes.ParseJSONType(each.Type) //nolint:staticcheck // nothing else reads this notation
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
		body.Attributes = append(body.Attributes, &tfprotov6.SchemaAttribute{
			Name:     name,
			Type:     kind,
			Required: each.Required,
			// The protocol refuses an attribute that is required and something else.
			Optional: each.Optional && !each.Required,
			Computed: each.Computed && !each.Required,
		})
	}
	for name, each := range b.Blocks {
		inner, err := each.body()
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", name, err)
		}
		body.BlockTypes = append(body.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name,
			Nesting:  each.nesting(name),
			Block:    inner,
		})
	}
	return body, nil
}

func (b block) nesting(name string) tfprotov6.SchemaNestedBlockNestingMode {
	switch {
	case name == "timeouts":
		return tfprotov6.SchemaNestedBlockNestingModeSingle
	case b.Nesting == "set":
		return tfprotov6.SchemaNestedBlockNestingModeSet
	default:
		return tfprotov6.SchemaNestedBlockNestingModeList
	}
}
