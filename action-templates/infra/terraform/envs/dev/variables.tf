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

variable "image_platforms" {
  description = "Input platforms of the release workflow: nodes are arm64 only if linux/arm64 is among them."
  type        = set(string)
}

variable "admin_role_arns" {
  description = "IAM roles that administer the cluster."
  type        = set(string)
}

variable "api_public_cidrs" {
  description = "Networks that reach the Kubernetes API from the internet. Empty: none."
  type        = list(string)
  default     = []
}
