"""What the staff's chat shows, and what is understood of what people press and write there."""
