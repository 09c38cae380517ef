# Tags are immutable but for those that a release moves. There is no lifecycle policy on purpose: a rule for untagged images
# would take the signatures, which have no tag.
module "image" {
  source  = "terraform-aws-modules/ecr/aws"
  version = "3.2.0"

  for_each = var.images

  repository_name                 = "${var.name}/${each.key}"
  repository_image_tag_mutability = length(var.moving_tags) == 0 ? "IMMUTABLE" : "IMMUTABLE_WITH_EXCLUSION"
  repository_image_tag_mutability_exclusion_filter = length(var.moving_tags) == 0 ? null : [
    for tag in var.moving_tags : { filter = tag, filter_type = "WILDCARD" }
  ]
  repository_image_scan_on_push = true
  repository_force_delete       = false
  create_lifecycle_policy       = false

  # Who may push is said by the role, not by the repository.
  attach_repository_policy = false
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = var.scan_type

  rule {
    scan_frequency = var.scan_type == "ENHANCED" ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH"

    repository_filter {
      filter      = "${var.name}/*"
      filter_type = "WILDCARD"
    }
  }
}
