-- The audit log is only ever added to: what the policies leave out, the grants leave out too.
REVOKE UPDATE, DELETE, TRUNCATE ON app.audit FROM app, system;
