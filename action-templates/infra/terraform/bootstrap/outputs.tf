output "bucket" {
  description = "What every backend block names."
  value       = aws_s3_bucket.state.bucket
}
