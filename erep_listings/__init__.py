"""Find what web directories say wrongly about French doctors, and write the letters that correct it."""

__version__ = "0.1.0"
