variable "account_id" {
  description = "The account that the cluster is in: credentials of another account are refused."
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

variable "ops_repository" {
  description = "What Argo CD follows."
  type        = string
}
