variable "account_id" {
  description = "The account that all of this is made in: credentials of another account are refused."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account has 12 digits."
  }
}

variable "region" {
  type    = string
  default = "ap-northeast-2"
}

variable "name" {
  description = "Prefix of every name."
  type        = string
  default     = "shop"
}

variable "zones" {
  description = "Availability zones of every network."
  type        = list(string)
  default     = ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c"]

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 4
    error_message = "EKS and a database that survives the loss of a zone need two zones; the address plan has room for four."
  }
}

variable "networks" {
  description = "A network for each environment: its /16 and whether each zone has a NAT gateway of its own."
  type = map(object({
    cidr         = string
    nat_per_zone = bool
  }))
  default = {
    dev  = { cidr = "10.10.0.0/16", nat_per_zone = false }
    prod = { cidr = "10.20.0.0/16", nat_per_zone = true }
  }

  validation {
    condition     = alltrue([for network in var.networks : can(cidrnetmask(network.cidr)) && endswith(network.cidr, "/16")])
    error_message = "Each network is an IPv4 /16: its subnets are cut out of it."
  }
}

variable "images" {
  description = "Repositories in ECR, below the name."
  type        = set(string)
  default     = ["api", "web"]
}

variable "moving_tags" {
  description = "Tags that a release moves. Every other tag is immutable."
  type        = set(string)
  default     = ["main"]

  validation {
    condition     = alltrue([for tag in var.moving_tags : can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", tag)) && !startswith(tag, "sha-")])
    error_message = "Name tags in full, without wildcards; sha-… never moves."
  }
}

variable "scan_type" {
  description = "BASIC scans what is pushed; ENHANCED goes on scanning what is there, and costs by the image."
  type        = string
  default     = "BASIC"

  validation {
    condition     = contains(["BASIC", "ENHANCED"], var.scan_type)
    error_message = "BASIC or ENHANCED."
  }
}

variable "github" {
  description = <<-EOT
    The repositories that may take a role, with the ids that GitHub gave them (a name can be taken over, an id cannot):
    gh api repos/acme/shop --jq '[.id, .owner.id]'
    immutable_subject says which form the sub claim of their tokens has:
    gh api repos/acme/shop/actions/oidc/customization/sub
  EOT
  type = map(object({
    repository        = string
    repository_id     = number
    owner_id          = number
    immutable_subject = optional(bool, true)
  }))

  validation {
    condition     = toset(keys(var.github)) == toset(["app", "infra"])
    error_message = "Name the repository of the apps (app) and the one of this folder (infra). They may be the same."
  }

  validation {
    condition     = alltrue([for one in var.github : can(regex("^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$", one.repository))])
    error_message = "A repository is owner/name, without wildcards: each * would let in a repository that nobody here has seen."
  }

  validation {
    condition     = alltrue([for one in var.github : one.repository_id > 0 && one.owner_id > 0])
    error_message = "GitHub's ids are positive numbers."
  }
}

variable "release_workflows" {
  description = "The workflows, each at one ref, whose jobs may push images: acme/sealift/.github/workflows/release-app.yml@refs/tags/v1.0.0, and build-app.yml and build-and-push.yml likewise, which log in too. None leaves it to the branch."
  type        = list(string)
  default     = []

  validation {
    condition = alltrue([
      for workflow in var.release_workflows :
      can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+/\\.github/workflows/[A-Za-z0-9._-]+@(refs/(heads|tags)/[A-Za-z0-9._/-]+|[0-9a-f]{40})$", workflow))
    ])
    error_message = "owner/name/.github/workflows/file.yml@refs/tags/v1.0.0, or @ and a commit, without wildcards."
  }
}

variable "apply_policies" {
  description = "What may be done by the jobs that apply. Administrator, because they make roles: see README.md before it stays so."
  type        = map(string)
  default     = { administrator = "arn:aws:iam::aws:policy/AdministratorAccess" }
}
