-- An outbox as version 1 of the tables left it: its own DDL, and a row in every state.

CREATE TABLE outbox_schema (
  version INTEGER NOT NULL,
  PRIMARY KEY (version)
);
CREATE TABLE deliveries (
  "key" TEXT NOT NULL,
  entry TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  audience TEXT NOT NULL,
  account TEXT NOT NULL,
  network VARCHAR NOT NULL,
  language TEXT NOT NULL,
  due BIGINT NOT NULL,
  text TEXT NOT NULL,
  state VARCHAR NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  owner TEXT NOT NULL,
  lease_until BIGINT,
  not_before BIGINT,
  approved_by TEXT NOT NULL,
  approved_text TEXT NOT NULL,
  picture_sha256 TEXT NOT NULL,
  sent_at BIGINT,
  remote_id TEXT NOT NULL,
  url TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  approved_for TEXT NOT NULL,
  approved_at BIGINT,
  expedited BOOLEAN NOT NULL,
  decided_by TEXT NOT NULL,
  intents INTEGER NOT NULL,
  go_at BIGINT GENERATED ALWAYS AS (CASE WHEN not_before > due THEN not_before ELSE due END) STORED,
  PRIMARY KEY ("key")
);
CREATE INDEX deliveries_next ON deliveries (account, go_at) WHERE state = 'planned';
CREATE INDEX deliveries_in_hand ON deliveries (account, lease_until) WHERE state = 'claimed';
CREATE INDEX deliveries_of_entry ON deliveries (entry, due);
CREATE INDEX deliveries_in_order ON deliveries (account, due, "key") WHERE state = 'planned';
CREATE TABLE pauses (
  scope TEXT NOT NULL,
  "by" TEXT NOT NULL,
  reason TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (scope)
);
CREATE TABLE accounts (
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  pinned_at BIGINT NOT NULL,
  PRIMARY KEY (account)
);
CREATE TABLE notes (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
);
CREATE TABLE alarms (
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (number)
);
CREATE TABLE outcomes (
  deadline TEXT NOT NULL,
  outcome TEXT NOT NULL,
  "by" TEXT NOT NULL,
  stated_at BIGINT NOT NULL,
  PRIMARY KEY (deadline)
);
CREATE TABLE inbox (
  bot TEXT NOT NULL,
  update_id BIGINT NOT NULL,
  body JSON NOT NULL,
  received_at BIGINT NOT NULL,
  handled_at BIGINT,
  PRIMARY KEY (bot, update_id)
);
CREATE TABLE attempts (
  "key" TEXT NOT NULL,
  number INTEGER NOT NULL,
  account TEXT NOT NULL,
  fence INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  text TEXT NOT NULL,
  payload_sha256 TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  media_ids JSON NOT NULL,
  media_keys JSON NOT NULL,
  picture_sha256 TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  deadline BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY ("key", number),
  FOREIGN KEY("key") REFERENCES deliveries ("key")
);
CREATE INDEX attempts_of_account ON attempts (account, started_at);


INSERT INTO deliveries ("key", entry, occurrence, audience, account, network, language, due, text, state, reason, attempts, generation, fence, owner, lease_until, not_before, approved_by, approved_text, picture_sha256, sent_at, remote_id, url, updated_at, approved_for, approved_at, expedited, decided_by, intents) VALUES
  ('planned/once/france/mastodon', 'planned', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569600000000, 'Trois jours, planned.', 'planned', '', 0, 0, 0, '', NULL, 1693569660000000, '', '', '', NULL, '', '', 1693569600000000, '', NULL, 0, '', 0),
  ('claimed/once/france/mastodon', 'claimed', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569660000000, 'Trois jours, claimed.', 'claimed', '', 0, 0, 1, 'first run', 1693569960000000, NULL, '', '', '', NULL, '', '', 1693569660000000, '', NULL, 0, '', 0),
  ('sending/once/france/mastodon', 'sending', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569720000000, 'Trois jours, sending.', 'sending', '', 1, 0, 1, 'first run', 1693570020000000, NULL, '', '', '', NULL, '', '', 1693569720000000, '', NULL, 0, '', 1),
  ('sent/once/france/mastodon', 'sent', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569780000000, 'Trois jours, sent.', 'sent', '', 1, 0, 1, '', NULL, NULL, 'Maria', 'Trois jours, sent.', '', 1693569781000000, '3', '', 1693569780000000, 'approval', 1693569780000000, 0, '', 1),
  ('unknown/once/france/mastodon', 'unknown', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569840000000, 'Trois jours, unknown.', 'unknown', '', 1, 0, 1, '', NULL, NULL, '', '', '', NULL, '', '', 1693569840000000, '', NULL, 0, '', 1),
  ('ask/once/france/mastodon', 'ask', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569900000000, 'Trois jours, ask.', 'ask', '', 1, 0, 1, '', NULL, NULL, '', '', '', NULL, '', '', 1693569900000000, '', NULL, 0, '', 1),
  ('held/once/france/mastodon', 'held', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693569960000000, 'Trois jours, held.', 'held', 'approval', 0, 0, 0, '', NULL, NULL, '', '', '', NULL, '', '', 1693569960000000, '', NULL, 0, '', 0),
  ('missed/once/france/mastodon', 'missed', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570020000000, 'Trois jours, missed.', 'missed', '', 0, 0, 0, '', NULL, NULL, '', '', '', NULL, '', '', 1693570020000000, '', NULL, 0, '', 0),
  ('past/once/france/mastodon', 'past', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570080000000, 'Trois jours, past.', 'past', '', 0, 0, 0, '', NULL, NULL, '', '', '', NULL, '', '', 1693570080000000, '', NULL, 0, '', 0),
  ('rejected/once/france/mastodon', 'rejected', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570140000000, 'Trois jours, rejected.', 'rejected', '', 1, 0, 1, '', NULL, NULL, '', '', '', NULL, '', '', 1693570140000000, '', NULL, 0, '', 1),
  ('cancelled/once/france/mastodon', 'cancelled', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570200000000, 'Trois jours, cancelled.', 'cancelled', '', 0, 0, 0, '', NULL, NULL, '', '', '', NULL, '', '', 1693570200000000, '', NULL, 0, '', 0),
  ('retracting/once/france/mastodon', 'retracting', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570260000000, 'Trois jours, retracting.', 'retracting', '', 1, 0, 1, '', NULL, NULL, '', '', '', 1693570261000000, '11', '', 1693570260000000, '', NULL, 0, '', 1),
  ('retracted/once/france/mastodon', 'retracted', 'once', 'france', 'mastodon', 'mastodon', 'fr', 1693570320000000, 'Trois jours, retracted.', 'retracted', '', 1, 0, 1, '', NULL, NULL, '', '', '', 1693570321000000, '12', '', 1693570320000000, '', NULL, 0, '', 1);
INSERT INTO attempts ("key", number, account, fence, generation, text, payload_sha256, idempotency_key, media_ids, media_keys, picture_sha256, started_at, deadline, outcome, reason, ended_at) VALUES
  ('sending/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, sending.', '', '', '["m1"]', '[]', '', 1693569720000000, 1693569780000000, '', '', NULL),
  ('sent/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, sent.', '', '', '["m1"]', '[]', '', 1693569780000000, 1693569840000000, 'sent', '', NULL),
  ('unknown/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, unknown.', '', '', '["m1"]', '[]', '', 1693569840000000, 1693569900000000, 'unknown', '', NULL),
  ('ask/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, ask.', '', '', '["m1"]', '[]', '', 1693569900000000, 1693569960000000, 'unknown', '', NULL),
  ('rejected/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, rejected.', '', '', '["m1"]', '[]', '', 1693570140000000, 1693570200000000, 'rejected', '', NULL),
  ('retracting/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, retracting.', '', '', '["m1"]', '[]', '', 1693570260000000, 1693570320000000, 'sent', '', NULL),
  ('retracted/once/france/mastodon', 1, 'mastodon', 1, 0, 'Trois jours, retracted.', '', '', '["m1"]', '[]', '', 1693570320000000, 1693570380000000, 'sent', '', NULL);
INSERT INTO pauses VALUES ('x', 'Jean', 'garde à vue', 1693569600000000);
INSERT INTO accounts VALUES ('mastodon', '1', '@azat', '', 1693569600000000);
INSERT INTO notes VALUES ('first start', '2023-08-30');
INSERT INTO alarms VALUES (1, 'delivery-missed', 'Trop tard.', 1693569600000000);
INSERT INTO outcomes VALUES ('release', 'freed', 'Maria', 1693569600000000);
INSERT INTO inbox VALUES ('bot', 7, '{"update_id": 7}', 1693569600000000, NULL);
INSERT INTO outbox_schema VALUES (1);
