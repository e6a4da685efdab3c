-- People beside keys, and who is signed in. Runs on PostgreSQL 15 and later, and on PGlite.

create table users (
  id uuid primary key,
  tenant_id text not null references tenants,
  -- In small letters.
  email text not null,
  name text,
  role text not null check (role in ('admin', 'member', 'viewer')),
  -- Who they are at the provider; null until they have signed in.
  issuer text,
  subject text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  disabled_at timestamptz,
  check ((issuer is null) = (subject is null))
);
create unique index users_email on users (tenant_id, email);
create unique index users_subject on users (tenant_id, issuer, subject) where subject is not null;
create index users_tenant on users (tenant_id, created_at desc, id desc);

create table sessions (
  -- Of the token in the cookie, by a key of this service: the token itself is nowhere.
  digest bytea primary key,
  tenant_id text not null references tenants,
  user_id uuid references users on delete cascade,
  key_id text references api_keys on delete cascade,
  -- Of the secret that came: where another has taken its place the session is over.
  key_digest bytea,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((user_id is null) <> (key_id is null)),
  check ((key_id is null) = (key_digest is null))
);
create index sessions_user on sessions (user_id) where user_id is not null;
create index sessions_key on sessions (key_id) where key_id is not null;
create index sessions_expiry on sessions (expires_at);

-- People who have been sent to their provider and are not back yet.
create table sign_ins (
  -- Of what their browser keeps and what the provider gives back, together.
  digest bytea primary key,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index sign_ins_expiry on sign_ins (expires_at);
