"""The api of the shop."""
