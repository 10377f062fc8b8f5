"""The daemon's duties about supporters' photos: collect, look, repost, take back, forget."""
