variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "environment" {
  description = "dev or prod: with the name, what everything here is called."
  type        = string
}

variable "secret_environments" {
  description = "Environments whose pods run in this cluster: each has secrets of its own."
  type        = set(string)
}

variable "protected" {
  description = "true: two zones for everything, nothing can be deleted by a plan, backups for a month."
  type        = bool
}

variable "image_platforms" {
  description = "What the images are built for (input platforms of the release workflow). Nodes are arm64 only if linux/arm64 is among them."
  type        = set(string)

  validation {
    condition     = length(var.image_platforms) > 0 && length(setsubtract(var.image_platforms, ["linux/amd64", "linux/arm64"])) == 0
    error_message = "linux/amd64, linux/arm64 or both."
  }
}

variable "kubernetes_version" {
  description = "Minor version of EKS, such as 1.35."
  type        = string
}

variable "nodes" {
  description = "Size of the node group. Without instance_types: m7g.large for arm64, m7i.large otherwise."
  type = object({
    min_size       = number
    max_size       = number
    desired_size   = number
    instance_types = optional(list(string))
  })

  validation {
    # A Graviton type has a g behind the number of its generation: m7g, c7gn, t4g, x2gd. g4dn has it before.
    condition = contains(var.image_platforms, "linux/arm64") || alltrue([
      for type in coalesce(var.nodes.instance_types, []) : !can(regex("^(a1|[a-z-]*[0-9]+[a-z]*g[a-z]*)\\.", type))
    ])
    error_message = "Graviton instances are arm64: an image for linux/amd64 alone dies there with exec format error. Build for linux/arm64 too, or take an x86 type."
  }

  validation {
    condition = length(distinct([
      for type in coalesce(var.nodes.instance_types, []) : can(regex("^(a1|[a-z-]*[0-9]+[a-z]*g[a-z]*)\\.", type))
    ])) <= 1
    error_message = "One node group has one machine image: do not mix Graviton and x86 types."
  }
}

variable "api_public_cidrs" {
  description = "Networks that reach the Kubernetes API from the internet. Empty: only the network itself does."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_public_cidrs : can(cidrnetmask(cidr)) && tonumber(split("/", cidr)[1]) >= 16])
    error_message = "IPv4 networks, none larger than a /16: 0.0.0.0/0 is everybody."
  }
}

variable "admin_role_arns" {
  description = "IAM roles that administer the cluster, for kubectl and for the root `delivery`."
  type        = set(string)

  validation {
    condition     = length(var.admin_role_arns) > 0 && alltrue([for arn in var.admin_role_arns : can(regex("^arn:aws:iam::[0-9]{12}:role/[^*?]+$", arn))])
    error_message = "At least one role, by its full ARN: who makes the cluster does not administer it by that."
  }
}

variable "database" {
  description = "PostgreSQL on RDS. Its machine is AWS's own matter: a Graviton class is fine whatever the images are."
  type = object({
    instance_class        = string
    allocated_storage     = number
    max_allocated_storage = number
    major_version         = optional(string, "17")
  })
}

variable "cache" {
  description = "Valkey (speaks Redis' protocol) on ElastiCache."
  type = object({
    node_type      = string
    engine_version = optional(string, "8.1")
  })
}
