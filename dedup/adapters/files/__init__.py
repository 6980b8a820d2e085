"""Archives on disk: paths → files → records → their order → deliveries."""
