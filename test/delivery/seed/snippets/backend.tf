# infra/terraform/envs/prod/backend.tf
terraform {
  backend "s3" {
    bucket = "ex-tfstate"
    key    = "prod/eks.tfstate"
    region = "ap-northeast-2"
    dynamodb_table = "ex-tf-lock"
    encrypt = true
  }
}
