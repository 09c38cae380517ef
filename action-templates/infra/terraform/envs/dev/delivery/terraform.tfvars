account_id     = "123456789012"
ops_repository = "https://github.com/acme/ops.git"
