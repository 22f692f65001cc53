-- Whoever remembers who may what is told, by the id of the person or the workspace, to ask again.
CREATE FUNCTION app.note_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sessionburst_rights',
    CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER members_rights AFTER INSERT OR UPDATE OR DELETE ON app.members
  FOR EACH ROW EXECUTE FUNCTION app.note_rights('user_id');
--> statement-breakpoint
CREATE TRIGGER keys_rights AFTER UPDATE OF revoked_at, expires_at, scopes OR DELETE ON app.keys
  FOR EACH ROW EXECUTE FUNCTION app.note_rights('user_id');
--> statement-breakpoint
CREATE TRIGGER workspaces_rights AFTER UPDATE OF deleted_at, name ON app.workspaces
  FOR EACH ROW EXECUTE FUNCTION app.note_rights('id');
--> statement-breakpoint
CREATE TRIGGER sign_ins_rights AFTER DELETE ON app.sign_ins
  FOR EACH ROW EXECUTE FUNCTION app.note_rights('user_id');
--> statement-breakpoint
CREATE TRIGGER profiles_rights AFTER UPDATE OF signed_out_at, email ON app.profiles
  FOR EACH ROW EXECUTE FUNCTION app.note_rights('id');
