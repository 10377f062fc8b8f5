"""The duties about supporters' photos."""
