account_id      = "123456789012"
image_platforms = ["linux/amd64", "linux/arm64"]
admin_role_arns = ["arn:aws:iam::123456789012:role/shop-github-apply-dev"]
