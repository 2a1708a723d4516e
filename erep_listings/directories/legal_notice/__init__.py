"""Reads pages of « mentions légales »: proposals to confirm, each with the line that it was read from."""

from erep_listings.directories.legal_notice.proposals import Proposal, read_legal_notice

__all__ = ["Proposal", "read_legal_notice"]
