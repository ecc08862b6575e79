-- Call ops.company_renamed when companies changes.
create trigger company_renamed
after update of name on companies
for each row
when (old.name is distinct from new.name)
execute function ops.company_renamed();
