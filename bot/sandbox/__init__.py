"""Stand-ins of Mastodon, X, Telegram and a mailbox, written from the networks' documents, in a process of their own.

Run ``python -m bot.sandbox [--port 0]``. When ready it prints one JSON line on standard output,
``{"control": URL, "mastodon": URL, "x": URL, "telegram": URL, "imap": URL, "smtp": URL}``, and ends when its standard
input closes, on SIGTERM, or at ``POST /_control/stop``. It listens on loopback only, and imports nothing of ours: a
mistake shared with our own adapters or counters would cancel out. Each rule names the page it comes from; "unverified"
marks what no page settles.

Control (JSON, on the control address):

- ``POST /_control/clock`` ``{"now": "2023-08-30T10:00:00Z"}`` stops the clock of all three networks there (``Date``
  headers, limits, ids and ages follow it); ``{"now": null}`` lets real time run. ``GET`` tells.
- ``POST /_control/accounts``: a list of ``{"network": "mastodon", "name", "access_token", "language"?}``,
  ``{"network": "x", "handle", "consumer_key", "consumer_secret", "access_token": "123-abc", "access_token_secret"}``,
  ``{"network": "telegram", "bot_token", "username", "channels": [{"id", "username", "title"}], "chats": [{"id",
  "title"}]}``; each takes a ``"zone"`` (IANA) for its page. Mastodon's takes ``"scopes"`` (``"read write"``), X's
  ``"may_write": false``. Sending an account again changes its secrets and keeps its
  posts. A channel or chat takes ``"member": false`` and ``"can_post": false``.
  The mailbox is ``{"network": "mail", "address", "password", "user"?, "folders"?: ["Photos"]}``.
- ``GET /_control/mails``: ``{"folders": {name: [{"uid", "flags", "bytes"}]}, "mailed": [{"from", "to", "at", "headers",
  "text"}]}``, what lies in the mailbox and what was mailed from it.
- ``POST /_control/faults``: a list of ``{"network", "when": {"method"?, "path"? (glob), "account"?, "nth"?}, "do",
  "times"?, …}``, added to those there; ``GET`` lists, ``DELETE`` forgets them. See ``bot.sandbox.faults``.
- ``POST /_control/settings``: how the stand-ins behave where real servers differ; ``DELETE`` goes back to
  the defaults. See ``bot.sandbox.settings``.
- ``POST /_control/people``: people write to bots, press buttons and delete posts; ``GET`` tells how presses were
  answered. See ``bot.sandbox.people``.
- ``GET /_control/posts``: what was posted, in the order received; ``DELETE`` forgets it, with the limits' counts.
- ``GET /_control/requests``: per network, ``count``, ``by_status``, the latest ``requests`` and ``violations`` (every
  request a rule refused, with the true reason, which the network itself may hide).
- ``GET /_control/pictures/SHA256``: the bytes as uploaded. ``GET /_control/health``. ``POST /_control/stop``.

``GET /``, ``/mastodon``, ``/x``, ``/telegram`` and ``/telegram/CHANNEL`` are pages for people.
"""
