-- They are looked for, and locked, whenever somebody leaves or loses a role.
CREATE INDEX account_administrators ON account (id) WHERE 'admin' = ANY (roles);
