"""Measures accuracy and speed on invented registers and listings; nothing of the program imports it."""
