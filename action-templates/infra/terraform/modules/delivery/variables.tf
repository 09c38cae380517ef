variable "region" {
  description = "Where the secrets are."
  type        = string
}

variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "environment" {
  description = "The environment that the cluster is called by."
  type        = string
}

variable "namespaces" {
  description = "Namespaces of the apps: they may ask for secrets, others may not."
  type        = set(string)
}

variable "ops_repository" {
  description = "What Argo CD follows."
  type        = string

  validation {
    condition     = can(regex("^https://[^ @]+\\.git$", var.ops_repository))
    error_message = "https://….git, without credentials: those come from Secrets Manager."
  }
}
