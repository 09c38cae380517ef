variable "account_id" {
  description = "The account that all of this is made in: credentials of another account are refused."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account has 12 digits."
  }
}

variable "region" {
  description = "Where the bucket is. The same as in every backend block."
  type        = string
  default     = "ap-northeast-2"
}

variable "bucket" {
  description = "Name of the bucket, unique in all of AWS. The same as in every backend block."
  type        = string
  default     = "acme-tfstate"
}
