"""Measurements of accuracy and speed beside simple rivals, on earths that training never drew."""
