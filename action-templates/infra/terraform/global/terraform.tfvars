account_id = "123456789012"

github = {
  app   = { repository = "acme/shop", repository_id = 456789, owner_id = 123456 }
  infra = { repository = "acme/infra", repository_id = 456790, owner_id = 123456 }
}
