"""A second way of writing listings, after the habits of French directories; made without the matcher's tables."""
