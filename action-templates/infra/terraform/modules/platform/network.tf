# The network that the root `global` made, by its name and by the tier of its subnets.
data "aws_vpc" "this" {
  tags = { Name = "${var.name}-${var.environment}" }
}

data "aws_subnets" "nodes" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }
  tags = { tier = "nodes" }

  lifecycle {
    postcondition {
      condition     = length(self.ids) >= 2
      error_message = "Fewer than two subnets have the tag tier=nodes: apply the root `global` first."
    }
  }
}

data "aws_subnets" "data" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }
  tags = { tier = "data" }

  lifecycle {
    postcondition {
      condition     = length(self.ids) >= 2
      error_message = "Fewer than two subnets have the tag tier=data: apply the root `global` first."
    }
  }
}
