mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}
mock_provider "tls" {}

variables {
  account_id = "123456789012"
  github = {
    app   = { repository = "acme/shop", repository_id = 456789, owner_id = 123456 }
    infra = { repository = "acme/infra", repository_id = 456790, owner_id = 123456 }
  }
}

run "each_role_has_one_subject" {
  command = plan

  assert {
    condition = output.github_subjects == {
      images     = "repo:acme@123456/shop@456789:ref:refs/heads/main"
      plan       = "repo:acme@123456/infra@456790:environment:infra-plan"
      apply-dev  = "repo:acme@123456/infra@456790:environment:infra-dev"
      apply-prod = "repo:acme@123456/infra@456790:environment:infra-prod"
    }
    error_message = "A role may be taken by somebody else: ${jsonencode(output.github_subjects)}"
  }
}

run "a_repository_from_before_july_2026" {
  command = plan

  variables {
    github = {
      app   = { repository = "acme/shop", repository_id = 456789, owner_id = 123456, immutable_subject = false }
      infra = { repository = "acme/infra", repository_id = 456790, owner_id = 123456 }
    }
  }

  assert {
    condition     = output.github_subjects.images == "repo:acme/shop:ref:refs/heads/main"
    error_message = "The subject of a repository without ids in it is ${output.github_subjects.images}."
  }
}

run "no_repository_by_pattern" {
  command = plan

  variables {
    github = {
      app   = { repository = "acme/*", repository_id = 456789, owner_id = 123456 }
      infra = { repository = "acme/infra", repository_id = 456790, owner_id = 123456 }
    }
  }

  expect_failures = [var.github]
}

run "no_workflow_by_pattern" {
  command = plan

  variables {
    release_workflows = ["acme/sealift/.github/workflows/release-app.yml@refs/tags/*"]
  }

  expect_failures = [var.release_workflows]
}

run "no_tag_by_pattern" {
  command = plan

  variables {
    moving_tags = ["*"]
  }

  expect_failures = [var.moving_tags]
}

run "commit_tags_never_move" {
  command = plan

  variables {
    moving_tags = ["sha-0123456789012345678901234567890123456789"]
  }

  expect_failures = [var.moving_tags]
}

run "one_zone_is_too_few" {
  command = plan

  variables {
    zones = ["ap-northeast-2a"]
  }

  expect_failures = [var.zones]
}
